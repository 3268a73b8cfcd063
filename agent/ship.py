"""missing, put: the files of a launch, brought into the workdir of a host."""
import hashlib
import os

import checks
import runs
from constants import CHUNK
from errors import AgentError, os_error
from files import open_regular, write_atomic

FILE_LIMIT = 20000


def missing(params, _payload):
    """Paths of those files that are absent, differ, or lack a mode bit that they should have."""
    workdir = checks.absolute(params, "workdir")
    wanted = checks.items(params, "files", dict, FILE_LIMIT)
    return {"missing": [file["path"] for file in wanted if not _same(workdir, file)]}


def _same(workdir, file):
    path = os.path.join(workdir, checks.relative(file.get("path"), "a shipped file's path"))
    try:
        info = os.stat(path)
        mode = checks.integer(file, "mode", 0, 0o777)
        return info.st_size == file.get("size") and info.st_mode & mode == mode and digest(path) == file.get("sha256")
    except OSError:
        return False


def digest(path):
    """sha256 of a file, in hex. Raises OSError, or AgentError for what is not a file."""
    hashed = hashlib.sha256()
    fd = open_regular(path)
    try:
        while True:
            part = os.read(fd, CHUNK)
            if not part:
                return hashed.hexdigest()
            hashed.update(part)
    finally:
        os.close(fd)


def put(params, payload):
    """Writes `payload` to workdir/path, atomically, after its hash was checked."""
    workdir = checks.absolute(params, "workdir")
    path = checks.relative(params.get("path"), "a shipped file's path")
    mode = checks.integer(params, "mode", 0, 0o777)
    if path.split("/")[0] == ".reasoner":
        raise checks.bad("files below .reasoner belong to the runs and cannot be shipped")
    if hashlib.sha256(payload).hexdigest() != checks.text(params, "sha256"):
        raise checks.bad("%s arrived damaged: its sha256 is not the announced one" % path)
    full = os.path.join(workdir, path)
    _refuse_while_busy(workdir, full, payload)
    try:
        os.makedirs(os.path.dirname(full), exist_ok=True)
        _refuse_outside(workdir, full)
        write_atomic(full, payload, mode)
    except OSError as error:
        raise os_error(error, full)
    return {}


def _refuse_while_busy(workdir, full, payload):
    try:
        if not os.path.lexists(full) or digest(full) == hashlib.sha256(payload).hexdigest():
            return
    except OSError as error:
        raise os_error(error, full)
    live = runs.live_runs(workdir)
    if live:
        raise AgentError(
            "workdir-busy",
            "%s differs from the file to ship, and the run %s still uses %s" % (full, live[0]["id"], workdir),
            "Wait for the run, stop it, or give the target another workdir.",
        )


def _refuse_outside(workdir, full):
    """A link inside the workdir must not carry a file to another place."""
    parent = os.path.realpath(os.path.dirname(full))
    if not checks.inside(os.path.realpath(workdir), parent):
        raise AgentError("not-permitted", "%s leads out of the workdir through a link (to %s)" % (full, parent))
