"""The process that computes the sums of a comparison; started by numpy_child with a Python that has numpy.

Standard input: one line of JSON, {"pairs": [{"elements", "a": {file, begin, end, dtype}, "b": {...}}]}; it stays open
for as long as somebody wants the results. Standard output: JSON lines {"ready"}, {"bytes"}, {"index", "sums"}, {"problem"}.
"""
import json
import os
import sys
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor

CHUNK = 1 << 20  # elements that are read at once, from each side
MAX_THREADS = 4
REPORT_SECONDS = 0.1


def main():
    import numpy

    job = json.loads(sys.stdin.buffer.readline().decode("utf-8"))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    tell({"ready": numpy.__version__})
    try:
        stream_sums(job["pairs"], tell, min(MAX_THREADS, len(os.sched_getaffinity(0))))
    except EOFError as error:
        tell({"problem": "%s became shorter while it was compared." % error})
    except OSError as error:
        tell({"problem": "Reading %s failed: %s." % (error.filename or "a weight file", error.strerror)})


def tell(message):
    sys.stdout.write(json.dumps(message, allow_nan=False) + "\n")
    sys.stdout.flush()


def _end_with_parent():
    # Whatever ends the agent closes this pipe: nobody is left who could want a result.
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def stream_sums(pairs, tell, threads):
    """Computes all pairs in order; the sums do not depend on the number of threads. Raises OSError, EOFError."""
    from block_sums import Sums, merge

    report = Report(tell)
    workspace = Workspace()
    waiting = deque()
    total = None

    def take():
        nonlocal total
        index, last, size, future = waiting.popleft()
        part = future.result()
        report.add(size)
        total = part if total is None else merge(total, part)
        if last:
            tell({"index": index, "sums": {name: _json(value) for name, value in zip(Sums._fields, total)}})
            total = None

    with ThreadPoolExecutor(threads) as pool:
        try:
            for index, pair in enumerate(pairs):
                for start, stop in _chunks(pair["elements"]):
                    size = sum(_range(pair[side], pair["elements"], start, stop)[1] for side in "ab")
                    future = pool.submit(workspace.sums, pair, start, stop)
                    waiting.append((index, stop == pair["elements"], size, future))
                    if len(waiting) > 2 * threads:
                        take()
            while waiting:
                take()
        finally:
            for _, _, _, future in waiting:
                future.cancel()
    report.send()


def _chunks(elements):
    starts = range(0, elements, CHUNK) if elements else [0]
    return [(start, min(elements, start + CHUNK)) for start in starts]


def _range(tensor, elements, start, stop):
    """(absolute offset, length) in bytes of elements [start, stop). CHUNK is a multiple of 8, so bytes never split."""
    bits = (tensor["end"] - tensor["begin"]) * 8 // elements if elements else 8
    return tensor["begin"] + start * bits // 8, (stop - start) * bits // 8


def _json(value):
    # Squares of float64 weights may overflow: then there is no honest number.
    return None if value is None or value - value != 0 else value


class Report:
    """Bytes read since the last message, ten times a second at most."""

    def __init__(self, tell):
        self._tell = tell
        self._bytes = 0
        self._next = 0.0

    def add(self, count):
        self._bytes += count
        if time.monotonic() >= self._next:
            self.send()
            self._next = time.monotonic() + REPORT_SECONDS

    def send(self):
        if self._bytes:
            self._tell({"bytes": self._bytes})
            self._bytes = 0


class Workspace(threading.local):
    """Each thread's open files and scratch memory."""

    def __init__(self):
        self._files = {}
        self._buffers = {"a": bytearray(), "b": bytearray()}
        self._kernels = {}

    def sums(self, pair, start, stop):
        from block_sums import BlockSums
        from safetensors_header import DTYPE_BITS

        key = (pair["a"]["dtype"], pair["b"]["dtype"])
        if key not in self._kernels:
            self._kernels[key] = BlockSums(key[0], key[1], DTYPE_BITS[key[0]], DTYPE_BITS[key[1]])
        raw = [self._read(side, pair[side], *_range(pair[side], pair["elements"], start, stop)) for side in "ab"]
        return self._kernels[key](raw[0], raw[1], stop - start)

    def _read(self, side, tensor, offset, length):
        """u8 array of exactly these bytes; valid until the next read of this side by this thread."""
        import numpy

        if tensor["file"] not in self._files:
            self._files[tensor["file"]] = open(tensor["file"], "rb", buffering=0)
        if len(self._buffers[side]) < length:
            self._buffers[side] = bytearray(length)
        view = memoryview(self._buffers[side])[:length]
        got = 0
        while got < length:
            count = os.preadv(self._files[tensor["file"]].fileno(), [view[got:]], offset + got)
            if count == 0:
                raise EOFError(tensor["file"])
            got += count
        return numpy.frombuffer(view, dtype=numpy.uint8)
