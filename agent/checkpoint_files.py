"""Which files hold a checkpoint's weights, and every tensor in them. Names inside an index are untrusted."""
import json
import os
import re

from checkpoint_error import GONE, RETRY, CheckpointError, one_line
from files import open_regular
from safetensors_header import read_header

INDEX = "model.safetensors.index.json"
MAX_INDEX = 64 * 1024 * 1024
MAX_SHARDS = 10000
# A basename in this folder: no separators, nothing hidden, no control characters, nothing that is not UTF-8.
PLAIN = re.compile("\\A[^./\\\\\0-\x1f\ud800-\udfff][^/\\\\\0-\x1f\ud800-\udfff]*\\.safetensors\\Z")
SHARD = re.compile(r"-\d{5}-of-\d{5}\.safetensors$")
PICKLES = re.compile(r"\.(bin|pt|pth|ckpt|distcp)$")


class Weights:
    """All tensors of one checkpoint: {name: Tensor}, and what stood behind them when they were read."""

    def __init__(self, tensors, notes, stamps):
        self.tensors = tensors
        self.notes = notes
        self._stamps = stamps

    def check_unchanged(self):
        """Raises CheckpointError when a file was replaced or grew since its header was read."""
        for path, stamp in self._stamps.items():
            if _stamp(os.stat(path)) != stamp:
                raise CheckpointError("%s changed while it was compared." % path, "Compare again when the save has ended.")


def _stamp(status):
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def open_weights(path):
    """Opens a regular file for unbuffered reading. Raises OSError, AgentError (a pipe or a device stands there)."""
    return open(open_regular(path), "rb", buffering=0)


def load(path):
    """Weights of a folder or of one .safetensors file (absolute path). Raises CheckpointError, OSError."""
    if not os.path.isdir(path):
        return _load([path], None, [])
    names = sorted(os.listdir(path))
    index, notes = None, []
    # The order in which transformers looks for weights.
    if "model.safetensors" in names:
        files = ["model.safetensors"]
        if INDEX in names:
            notes.append("%s has model.safetensors and an index of shards; the single file counts, as transformers has it." % path)
    elif any(name.endswith(".safetensors.index.json") for name in names):
        found = [name for name in names if name.endswith(".safetensors.index.json")]
        index = read_index(os.path.join(path, INDEX if INDEX in found else found[0]))
        files = sorted(set(index.values()))
    else:
        files = [name for name in names if PLAIN.search(name)]
        if any(SHARD.search(name) for name in files):
            raise CheckpointError("%s holds shards and no index (%s)." % (path, INDEX), RETRY)
        if len(files) > 1:
            raise CheckpointError(
                "%s holds %d safetensors files and no index says how they belong together." % (path, len(files)),
                "Compare two of the files instead of the folders.",
            )
        if not files:
            raise _no_weights(path, names)
    return _load([os.path.join(path, name) for name in files], index, notes)


def _no_weights(path, names):
    pickles = [name for name in names if PICKLES.search(name)]
    if pickles:
        return CheckpointError(
            "%s holds no safetensors weights, only pickled files such as %s." % (path, one_line(pickles[0])),
            "Pickled files can run code and are never opened: convert the checkpoint to safetensors first.",
        )
    return CheckpointError("%s holds no weights (*.safetensors)." % path, GONE, "not-found")


def read_index(path):
    """{tensor name: basename of its shard}. Raises CheckpointError on anything but plain names in the same folder."""
    try:
        with open_weights(path) as file:
            text = file.read(MAX_INDEX + 1)
        if len(text) > MAX_INDEX:
            raise ValueError("it is larger than 64 MiB")
        weight_map = json.loads(text.decode("utf-8"))["weight_map"]
        if not isinstance(weight_map, dict) or not weight_map:
            raise ValueError("weight_map is empty or no object")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CheckpointError("%s is not a safetensors index: %s." % (path, one_line(error, 120)), RETRY)
    for name in set(map(str, weight_map.values())):
        if not PLAIN.search(name):
            raise CheckpointError(
                "%s names the file '%s', which is no plain *.safetensors name in the same folder." % (path, one_line(name)),
                "Only files beside the index are read: correct the index, or save the checkpoint again.",
            )
    if len(set(weight_map.values())) > MAX_SHARDS:
        raise CheckpointError("%s names more than %d shards." % (path, MAX_SHARDS), "Look into the file: it is not a usual index.")
    return weight_map


def _load(paths, index, notes):
    tensors, stamps = {}, {}
    for path in paths:
        try:
            with open_weights(path) as file:
                stamps[path] = _stamp(os.fstat(file.fileno()))
                found = read_header(file, path)
        except FileNotFoundError:
            raise CheckpointError("%s is not there." % path, GONE, "not-found")
        shard = os.path.basename(path)
        for name, tensor in found.items():
            if index is not None and index.get(name) != shard:
                notes.append("%s holds '%s', which its index does not put there; left out." % (path, one_line(name)))
            else:
                tensors[name] = tensor
    for name in index or ():
        if name not in tensors:
            raise CheckpointError(
                "%s lacks the tensor '%s' that its index promises." % (os.path.dirname(paths[0]), one_line(name)), RETRY
            )
    return Weights(tensors, notes, stamps)
