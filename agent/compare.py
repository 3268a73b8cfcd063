"""Compares two safetensors checkpoints where they lie, and tells what it finds as CompareEvents (protocol/agent.ts)."""
import time

import checks
import numpy_child
from bit_equality import changed_elements
from checkpoint_error import RETRY, CheckpointError
from checkpoint_files import load, open_weights
from errors import AgentError, os_error
from safetensors_header import DTYPE_BITS
from tensor_pairs import pair

PROGRESS_SECONDS = 0.1


def run_compare(params, emit, cancelled):
    """Compares folders (or single files) params['a'] and params['b']; returns when done, failed or cancelled.

    emit: takes one event as a dict. Last comes 'done' or 'failed', or nothing more once `cancelled()` is true.
    params['venv']: folder of the virtual environment whose numpy computes the sums, or None for this host's Python.
    Without numpy: names, shapes, dtypes and exact bit equality; the sums are None and method is 'headers'.
    """
    try:
        _compare(params, emit, cancelled)
    except AgentError as error:
        emit({"kind": "failed", "error": error.body()})
    except OSError as error:
        emit({"kind": "failed", "error": os_error(error, error.filename or "a weight file").body()})


def _compare(params, emit, cancelled):
    sides = [load(checks.absolute(params, side)) for side in ("a", "b")]
    venv = checks.optional_text(params, "venv")
    pairs, notes = pair(sides[0].tensors, sides[1].tensors)
    notes = sides[0].notes + sides[1].notes + notes
    progress = Progress(emit, sum(_bytes(a, b) for a, b in pairs))
    comparable = []
    for a, b in pairs:
        if a is None or b is None or a.shape != b.shape:
            emit({"kind": "tensor", "sums": unknown_sums(a, b)})
        else:
            comparable.append((a, b))
    method = "numpy"
    try:
        for index, sums in numpy_child.sums(comparable, venv, cancelled, progress.add):
            emit({"kind": "tensor", "sums": dict(unknown_sums(*comparable[index]), **sums)})
    except numpy_child.NoNumpy as missing:
        method = "headers"
        notes.append(str(missing))
        _by_bits(comparable, emit, cancelled, progress.add)
    if cancelled():
        return
    for side in sides:
        side.check_unchanged()
    progress.finish()
    emit({"kind": "done", "method": method, "notes": notes})


class Progress:
    """Counts bytes of both sides; speaks at most ten times a second, and once at the end."""

    def __init__(self, emit, total):
        self._emit = emit
        self._total = total
        self._done = 0
        self._next = 0.0
        self.add(0)

    def add(self, count):
        self._done += count
        now = time.monotonic()
        if now >= self._next and self._done < self._total:
            self._next = now + PROGRESS_SECONDS
            self._emit({"kind": "progress", "done": self._done, "total": self._total})

    def finish(self):
        self._emit({"kind": "progress", "done": self._total, "total": self._total})


def _bytes(a, b):
    return 0 if a is None or b is None or a.shape != b.shape else (a.end - a.begin) + (b.end - b.begin)


def unknown_sums(a, b):
    """TensorSums of a pair of which nothing but the headers is known."""
    known = a or b
    return {
        "name": known.name,
        "dtypeA": a and a.dtype, "dtypeB": b and b.dtype,
        "shapeA": a and a.shape, "shapeB": b and b.shape,
        "elements": known.elements,
        "changed": None, "sumAA": None, "sumBB": None, "sumDD": None,
        "maxChange": None, "nonFiniteA": None, "nonFiniteB": None,
    }


def _by_bits(pairs, emit, cancelled, add):
    class Cancelled(Exception):
        pass

    def on_bytes(count):
        add(count)
        if cancelled():
            raise Cancelled

    files = {}
    try:
        for a, b in pairs:
            sums = unknown_sums(a, b)
            if a.dtype == b.dtype:
                for tensor in (a, b):
                    if tensor.file not in files:
                        files[tensor.file] = open_weights(tensor.file)
                bits = DTYPE_BITS[a.dtype]
                width = bits // 8 if bits % 8 == 0 else None
                sums["changed"] = changed_elements(files[a.file], a.begin, files[b.file], b.begin, a.end - a.begin, width, on_bytes)
            else:
                add(_bytes(a, b))
            emit({"kind": "tensor", "sums": sums})
    except EOFError:
        raise CheckpointError("A weight file became shorter while it was compared.", RETRY)
    except Cancelled:
        pass
    finally:
        for file in files.values():
            file.close()
