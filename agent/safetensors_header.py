"""Strict safetensors headers: accepts and rejects what the reference implementation (safetensors 0.8) does.

Layout: u64 LE header length N | N bytes of UTF-8 JSON | data. Entry: dtype, shape, data_offsets [begin, end) relative
to the data. Tensor names are opaque text, never paths. Two curiosities of the reference's JSON reader are refused here:
an entry written as an array, and a dtype written as an object.
"""
import json
import struct
from collections import namedtuple

from checkpoint_error import DAMAGED, RETRY, CheckpointError, one_line

MAX_HEADER = 100000000
MAX_DEPTH = 127
MAX_U64 = 2 ** 64 - 1

DTYPE_BITS = {
    "BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8,
    "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8,
    "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32,
    "C64": 64, "F64": 64, "I64": 64, "U64": 64,
}

# begin, end: absolute byte offsets in the file.
Tensor = namedtuple("Tensor", "name dtype shape elements file begin end")


class Pairs(list):
    """A JSON object as its pairs, because a dict would hide duplicate names."""


def read_header(file, path):
    """{name: Tensor} of an open binary file. Raises CheckpointError where the reference rejects."""
    size = file.seek(0, 2)
    if size < 8:
        raise CheckpointError("%s is no safetensors file: it has %d bytes, the header's length alone needs 8." % (path, size), RETRY)
    file.seek(0)
    (length,) = struct.unpack("<Q", file.read(8))
    if length > MAX_HEADER:
        raise CheckpointError(
            "The safetensors header of %s is torn: it claims %d bytes, the limit is %d." % (path, length, MAX_HEADER), DAMAGED
        )
    if 8 + length > size:
        raise CheckpointError("%s ends inside its header (%d of %d bytes are there)." % (path, size - 8, length), RETRY)
    raw = file.read(length)
    if len(raw) != length:
        raise CheckpointError("%s became shorter while it was read." % path, RETRY)
    try:
        return _tensors(_parse(raw), path, 8 + length, size)
    except ValueError as error:
        raise CheckpointError("The safetensors header of %s is torn: %s." % (path, one_line(error, 160)), DAMAGED)


def _parse(raw):
    def integer(text):
        # "-0" is a float to the reference; longer numbers than u64's 20 digits are no integers to it either.
        return int(text) if text != "-0" and len(text) <= 20 else _number(text)

    def constant(text):
        raise ValueError("%s is not JSON" % text)

    try:
        text = raw.decode("utf-8")
        root = json.loads(text, object_pairs_hook=Pairs, parse_int=integer, parse_float=_number, parse_constant=constant)
    except RecursionError:
        raise ValueError("nested too deeply")
    _check(root)
    return root


def _number(text):
    value = float(text)
    if value - value != 0:
        raise ValueError("a number is out of range")
    return value


def _check(root):
    """Depth, and no lone surrogates: both pass Python's reader and not the reference's."""
    level, depth = [root], 0
    while level:
        nested = []
        for value in level:
            if isinstance(value, str):
                value.encode("utf-8")
            elif isinstance(value, Pairs):
                for key, item in value:
                    key.encode("utf-8")
                    nested.append(item)
            elif isinstance(value, list):
                nested.extend(value)
        if any(isinstance(value, list) for value in level):
            depth += 1
        if depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        level = nested


def _tensors(root, path, start, size):
    if not isinstance(root, Pairs):
        raise ValueError("it is not an object")
    tensors = {}
    described = False
    for name, value in root:
        if name == "__metadata__":
            if described:
                raise ValueError("__metadata__ stands there twice")
            described = True
            _check_metadata(value)
        else:
            # The reference keeps the last of two equal names.
            tensors[name] = _entry(name, value, path, start)
    position = start
    for tensor in sorted(tensors.values(), key=lambda t: (t.begin, t.end)):
        if tensor.begin != position or tensor.end < tensor.begin:
            kind = "overlaps its neighbour" if tensor.begin < position else "leaves a hole before it"
            raise ValueError("tensor '%s' %s" % (one_line(tensor.name), kind))
        if tensor.end - tensor.begin != _size(tensor):
            raise ValueError("tensor '%s': its offsets do not fit its shape and dtype" % one_line(tensor.name))
        position = tensor.end
    if position > size:
        raise CheckpointError("%s is shorter than its header promises (%d of %d bytes)." % (path, size, position), RETRY)
    if position < size:
        raise ValueError("%d bytes follow the last tensor" % (size - position))
    return tensors


def _check_metadata(value):
    if value is None:
        return
    if not isinstance(value, Pairs) or not all(isinstance(item, str) for _, item in value):
        raise ValueError("__metadata__ must map names to strings")


def _entry(name, value, path, start):
    where = "tensor '%s'" % one_line(name)
    if not isinstance(value, Pairs):
        raise ValueError("%s is not an object" % where)
    fields = {}
    for key, item in value:
        if key in ("dtype", "shape", "data_offsets"):
            if key in fields:
                raise ValueError("%s has %s twice" % (where, key))
            fields[key] = item
    if len(fields) != 3:
        raise ValueError("%s lacks dtype, shape or data_offsets" % where)
    dtype, shape, offsets = fields["dtype"], fields["shape"], fields["data_offsets"]
    if not isinstance(dtype, str) or dtype not in DTYPE_BITS:
        raise ValueError("%s has the unknown dtype %s" % (where, one_line(dtype, 20)))
    if not _naturals(shape):
        raise ValueError("%s: its shape must be whole numbers" % where)
    if not _naturals(offsets) or len(offsets) != 2:
        raise ValueError("%s: data_offsets must be two whole numbers" % where)
    elements = 1
    for dim in shape:
        # Step by step, as the reference does: an overflow counts even when a later dimension is 0.
        elements *= dim
        if elements > MAX_U64:
            raise ValueError("%s: its shape overflows" % where)
    return Tensor(name, dtype, list(shape), elements, path, start + offsets[0], start + offsets[1])


def _naturals(value):
    return (
        isinstance(value, list)
        and not isinstance(value, Pairs)
        and all(type(item) is int and 0 <= item <= MAX_U64 for item in value)
    )


def _size(tensor):
    bits = tensor.elements * DTYPE_BITS[tensor.dtype]
    if bits > MAX_U64 or bits % 8:
        raise ValueError("tensor '%s' does not end on a byte" % one_line(tensor.name))
    return bits // 8
