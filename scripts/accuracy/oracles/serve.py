"""The loop of every oracle: JSON lines in, one verdict per line out.

In:  {"id", "command", "text", "name", "argv", "files", "environment", "nodes", "gpus", "root"}; `id` and `command` are always there.
Out: {"id", "accepts": bool, "error": the framework's own words or null}

Each case is answered by a forked child in an empty folder that holds `text` under `name`, and `files` by relative path:
nothing that a framework changes in its process survives the case. With `root`, the folder shows that folder's entries
instead, and `name` is a path in it.
"""

import contextlib
import gc
import io
import json
import os
import signal
import sys
import tempfile
import traceback

SECONDS_PER_CASE = 30
os.environ.update(OMP_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false", HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_DATASETS_OFFLINE="1")


class Case:
    """One question. `world` counts the processes of the launch."""

    def __init__(self, raw):
        self.id = raw["id"]
        self.command = raw.get("command", "")
        self.text = raw.get("text")
        self.name = raw.get("name", "config.yaml")
        self.argv = raw.get("argv") or []
        self.files = raw.get("files") or {}
        self.environment = raw.get("environment") or {}
        self.root = raw.get("root")
        if self.root and self.text is None and raw.get("name"):
            with open(os.path.join(self.root, self.name), encoding="utf-8", errors="replace") as file:
                self.text = file.read()
        self.nodes = int(raw.get("nodes") or 1)
        self.gpus = int(raw.get("gpus") or 1)

    @property
    def world(self):
        return self.nodes * self.gpus


class Accepted(BaseException):
    """Raised where the framework would start to work: everything before it was passed."""


class Rejected(Exception):
    """A framework that refuses without raising."""


def explain(error):
    """The message, or for a bare assertion the line that asserts."""
    text = str(error).strip()
    if not text:
        frames = traceback.extract_tb(error.__traceback__)
        text = (frames[-1].line or "").strip() if frames else ""
    return "%s: %s" % (type(error).__name__, text[:400])


def _child(case, verdict, write):
    signal.alarm(SECONDS_PER_CASE)
    printed = io.StringIO()
    sys.stdout = sys.stderr = printed
    sys.stdin = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ.update({key: str(value) for key, value in case.environment.items()})
        error = None
        try:
            _write_files(case)
            verdict(case)
        except Accepted:
            pass
        except SystemExit as stop:
            lines = [line for line in printed.getvalue().splitlines() if line.strip()]
            if stop.code not in (0, None):
                error = "exit %s: %s" % (stop.code, (lines or [""])[-1][:400])
        except BaseException as raised:  # whatever the value broke
            error = explain(raised)
        os.write(write, json.dumps(error).encode())
        os.chdir("/")


def _warm(case, verdict, folder):
    before, here = dict(os.environ), os.getcwd()
    os.chdir(folder)
    try:
        _write_files(case)
        with contextlib.redirect_stdout(sys.stderr):
            verdict(case)
    except Accepted:
        pass
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


def _write_files(case):
    if case.root:  # a repository as it lies there; what is written beside it goes away with the folder
        for entry in os.listdir(case.root):
            os.symlink(os.path.join(case.root, entry), entry)
        return
    for name, text in [*case.files.items(), *([(case.name, case.text)] if case.text is not None else [])]:
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "w", encoding="utf-8", newline="") as file:
            file.write(text)


def _ask(case, verdict):
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        try:
            _child(case, verdict, write)
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(pid, 0)
    if not answer:
        how = "took longer than %d s" % SECONDS_PER_CASE if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM else "ended the process"
        return {"id": case.id, "accepts": False, "error": how, "unclear": True}
    error = json.loads(answer)
    return {"id": case.id, "accepts": error is None, "error": error}


def serve(verdict, warm_up=()):
    """Answers until standard input ends. `verdict(case)` returns or raises Accepted; anything else it raises is a rejection.

    The cases of `warm_up` are judged in this process first: what they import and cache, every child has.
    """
    for raw in warm_up:
        with tempfile.TemporaryDirectory() as folder:
            _warm(Case({"id": "warm-up", **raw}), verdict, folder)
    gc.collect()
    gc.freeze()  # the children share what is here: a collection in each would copy it
    gc.disable()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        if line.strip():
            out.write(json.dumps(_ask(Case(json.loads(line)), verdict)) + "\n")
            out.flush()
