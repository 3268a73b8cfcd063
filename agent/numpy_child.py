"""Lets a Python that has numpy compute the sums in a process of its own, and reads its results as they come."""
import json
import os
import select
import subprocess
import sys
import threading

from checkpoint_error import RETRY, CheckpointError, one_line

# The agent's own code (zipapp or folder) comes last on the path: nothing in it may stand in for a module of numpy's.
START = "import sys; sys.path = [p for p in sys.path if p] + [sys.argv[1]]; from compare_numpy import main; main()"
CODE = os.path.dirname(os.path.abspath(__file__))
POLL_SECONDS = 0.1
ERROR_BYTES = 4096


class NoNumpy(Exception):
    """No Python with numpy was found; the text says where it was looked for."""


def sums(pairs, venv, cancelled, add):
    """Yields (index into pairs, {changed, sumAA, ...}) in order; `add(n)` hears of bytes read, both sides together.

    Raises NoNumpy before the first result, CheckpointError when the process fails. Ends early once `cancelled()`.
    """
    if not pairs:
        return
    job = {
        "pairs": [
            {
                "elements": a.elements,
                "a": {"file": a.file, "begin": a.begin, "end": a.end, "dtype": a.dtype},
                "b": {"file": b.file, "begin": b.begin, "end": b.end, "dtype": b.dtype},
            }
            for a, b in pairs
        ]
    }
    tried = []
    for python in _pythons(venv):
        child = _start(python, job)
        if child is None:
            tried.append(python)
            continue
        try:
            ready = False
            for message in _messages(child, cancelled):
                if "ready" in message:
                    ready = True
                elif "bytes" in message:
                    add(message["bytes"])
                elif "problem" in message:
                    raise CheckpointError(message["problem"], RETRY)
                else:
                    yield message["index"], message["sums"]
            if cancelled() or ready:
                return
            tried.append(python)
        finally:
            _end(child)
    raise NoNumpy(
        "No numpy in %s: names, shapes, dtypes and bit equality were compared; relative L2 and cosine were not."
        % " or ".join(tried)
    )


def _pythons(venv):
    found = [] if venv is None else [os.path.join(venv, "bin", "python")]
    return found + ([sys.executable] if sys.executable and sys.executable not in found else [])


def _start(python, job):
    try:
        child = subprocess.Popen(
            [python, "-c", START, CODE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd="/", bufsize=0,
            # Its threads share the work already; more from a BLAS would only take cores from a training.
            env=dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", PYTHONDONTWRITEBYTECODE="1"),
        )
    except OSError:
        return None
    threading.Thread(target=_write, args=(child.stdin.fileno(), json.dumps(job).encode("ascii") + b"\n"), daemon=True).start()
    return child


def _write(pipe, data):
    """In a thread of its own: a job larger than the pipe must not keep anybody from cancelling."""
    try:
        while data:
            data = data[os.write(pipe, data):]
    except OSError:
        pass  # the child has ended: its output tells why


def _messages(child, cancelled):
    """JSON lines of the child's stdout until it ends. Its stdin stays open: the child ends when this process does."""
    rest, complaint = b"", b""
    streams = [child.stdout, child.stderr]
    ready = False
    while streams:
        if cancelled():
            return
        for stream in select.select(streams, [], [], POLL_SECONDS)[0]:
            data = os.read(stream.fileno(), 1 << 16)
            if not data:
                streams.remove(stream)
            elif stream is child.stderr:
                complaint = (complaint + data)[-ERROR_BYTES:]
            else:
                lines = (rest + data).split(b"\n")
                rest = lines.pop()
                for line in lines:
                    if not line.startswith(b'{"'):
                        continue  # something else in that Python prints
                    message = json.loads(line.decode("utf-8"))
                    ready = ready or "ready" in message
                    yield message
    status = child.wait()
    if ready and status != 0:
        last = complaint.decode("utf-8", "replace").strip().split("\n")[-1]
        raise CheckpointError(
            "The process that compares the tensors ended with status %d: %s" % (status, one_line(last, 200)),
            "A negative status is a signal; -9 usually means that the host's memory ran out.",
            "internal",
        )


def _end(child):
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout, child.stderr):
        stream.close()
