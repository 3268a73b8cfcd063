"""A stage's log: one header line per process, then its output as it came; and the line that says why it failed."""
import os
import re
import shlex
import time

TAIL = 32 * 1024
LINE_LIMIT = 300
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_ERROR = re.compile(r"^([A-Za-z_][\w.]*(Error|Exception|Interrupt|Exit))\b(:|$)")
#: Raised by launchers about the process that failed, after that process has told the real cause.
_WRAPPERS = ("CalledProcessError", "ChildFailedError", "ProcessRaisedException")


def open_log(path):
    """Descriptor for appending; parents are made."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)


def header(title, argv):
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    command = " ".join(shlex.quote(word) for word in argv)
    return ("==> %s %s: %s\n" % (now, title, command)).encode("utf-8", "replace")


def write(fd, data):
    """Best effort: a full disk must not end a training that could still save its checkpoint elsewhere."""
    try:
        os.write(fd, data)
    except OSError:
        pass


def cause(path, start):
    """The line of the log after byte `start` that tells most about a failure, at most 300 characters; None when silent."""
    try:
        with open(path, "rb") as file:
            file.seek(max(start, os.fstat(file.fileno()).st_size - TAIL))
            text = file.read(TAIL).decode("utf-8", "replace")
    except OSError:
        return None
    lines = [_ANSI.sub("", line).strip() for line in re.split(r"[\r\n]+", text)]
    lines = [line for line in lines if re.search(r"\w", line) and not line.startswith("==> ")]
    if not lines:
        return None
    errors = [line for line in lines if _is_error(line)]
    return (errors or lines)[-1][:LINE_LIMIT]


def _is_error(line):
    match = _ERROR.match(line)
    return match is not None and not match.group(1).endswith(_WRAPPERS)
