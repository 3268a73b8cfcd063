"""resolve, list, read: the host's files as they are, in bounded answers."""
import json
import os
import posixpath
import stat
import threading

import checks
from constants import MAX_HEADER, MAX_PAYLOAD
from errors import AgentError, os_error

LIST_LIMIT = 50000
#: Half of what a frame may hold.
LIST_BYTES = MAX_HEADER // 2
DEPTH_LIMIT = 64


def resolve(params, _payload):
    """`~` expanded, made absolute against `base` (or home); need not exist."""
    path = os.path.expanduser(checks.text(params, "path"))
    base = os.path.expanduser(checks.optional_text(params, "base") or "~")
    full = posixpath.normpath(posixpath.join(os.path.expanduser("~"), base, path))
    return {"path": full, "exists": os.path.lexists(full)}


def list_folder(params, _payload):
    """Entries below `path`, folder by folder, names in order; links are named, never followed."""
    root = checks.absolute(params, "path")
    depth = checks.integer(params, "depth", 1, DEPTH_LIMIT)
    limit = checks.integer(params, "limit", 1, 10 ** 9)
    entries, truncated = walk(root, depth, min(limit, LIST_LIMIT))
    return {"entries": entries, "truncated": truncated}


def walk(root, depth, limit):
    """Breadth first, so that a cut-off listing still shows the top whole. A folder below that cannot be read is skipped."""
    entries = []
    size = 0
    level = [""]
    for _ in range(depth):
        below = []
        for folder in level:
            for name, info in _scan(root, folder):
                kind = _kind(info.st_mode)
                path = name if folder == "" else folder + "/" + name
                entry = {"path": path, "type": kind, "size": info.st_size, "mtime": info.st_mtime, "inode": info.st_ino}
                size += len(json.dumps(entry))
                if len(entries) >= limit or size > LIST_BYTES:
                    return entries, True
                entries.append(entry)
                if kind == "dir":
                    below.append(path)
        level = below
    return entries, False


def _scan(root, folder):
    full = os.path.join(root, folder) if folder else root
    try:
        names = sorted(os.listdir(full))
    except OSError as error:
        if folder == "":
            raise os_error(error, full)
        return
    for name in names:
        try:
            # A name that is not UTF-8 cannot travel as JSON text and is left out.
            name.encode("utf-8")
            yield name, os.lstat(os.path.join(full, name))
        except (OSError, UnicodeEncodeError):
            continue


def _kind(mode):
    if stat.S_ISDIR(mode):
        return "dir"
    if stat.S_ISLNK(mode):
        return "link"
    return "file" if stat.S_ISREG(mode) else "other"


def open_regular(path):
    """Descriptor of a regular file. A pipe or device is refused: reading one could wait for ever.

    Raises OSError, or AgentError for something that is not a file.
    """
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise AgentError("bad-request", "%s is not a file" % path)
    return fd


def read(params, _payload):
    """({size}, at most `length` bytes from `offset`)."""
    path = checks.absolute(params, "path")
    offset = checks.integer(params, "offset", 0, 2 ** 62)
    length = checks.integer(params, "length", 0, MAX_PAYLOAD)
    try:
        fd = open_regular(path)
        try:
            return {"size": os.fstat(fd).st_size}, read_at(fd, offset, length)
        finally:
            os.close(fd)
    except OSError as error:
        raise os_error(error, path)


def read_at(fd, offset, length):
    parts = []
    while length > 0:
        part = os.pread(fd, min(length, 1 << 20), offset)
        if not part:
            break
        parts.append(part)
        offset += len(part)
        length -= len(part)
    return b"".join(parts)


def write_atomic(path, data, mode=0o644):
    """The file is the old one or the new one, also after a power cut; never a part."""
    temporary = "%s.%d-%d.tmp" % (path, os.getpid(), threading.get_ident())
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        try:
            os.unlink(temporary)
        except OSError:
            pass
        raise
