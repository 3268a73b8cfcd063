"""Writes safetensors files with nothing but struct, for the tests of the comparison."""
import json
import os
import struct

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def venv():
    """The environment that the suite sets up; its numpy is what the tests of the sums need."""
    folder = os.path.join(REPOSITORY, ".venv")
    if not os.path.exists(os.path.join(folder, "bin", "python")):
        raise AssertionError("%s is missing: run npm test once, it sets it up" % folder)
    return folder


def packed(format_letter, values):
    return struct.pack("<%d%s" % (len(values), format_letter), *values)


def bfloat16(values):
    """Cut to the upper half of the float32."""
    return b"".join(struct.pack("<f", value)[2:] for value in values)


def safetensors(tensors):
    """{name: (dtype, shape, bytes)} as a file's bytes."""
    header, at = {}, 0
    for name, (dtype, shape, data) in tensors.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, at + len(data)]}
        at += len(data)
    return with_header(json.dumps(header).encode(), b"".join(data for _, _, data in tensors.values()))


def with_header(header, data=b"", length=None):
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def write(folder, **files):
    """Files named by keyword, `model` for model.safetensors; values are bytes. Returns the folder."""
    os.makedirs(folder)
    for name, data in files.items():
        with open(os.path.join(folder, "model.safetensors" if name == "model" else name), "wb") as file:
            file.write(data)
    return folder
