"""Checks of request parameters: what the sender promised, verified before anything acts on it."""
import os
import posixpath

from errors import AgentError


def bad(message):
    return AgentError("bad-request", message)


def text(params, name):
    value = params.get(name)
    if not isinstance(value, str) or "\0" in value:
        raise bad("%s must be a text without NUL characters" % name)
    return value


def optional_text(params, name):
    return None if params.get(name) is None else text(params, name)


def number(params, name, low, high):
    value = params.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise bad("%s must be a number from %s to %s" % (name, low, high))
    return value


def integer(params, name, low, high):
    value = number(params, name, low, high)
    if value != int(value):
        raise bad("%s must be a whole number" % name)
    return int(value)


def flag(params, name):
    value = params.get(name)
    if not isinstance(value, bool):
        raise bad("%s must be true or false" % name)
    return value


def items(params, name, kind, limit=100000):
    """A list whose members are all of `kind`."""
    value = params.get(name)
    if not isinstance(value, list) or len(value) > limit or not all(isinstance(item, kind) for item in value):
        raise bad("%s must be a list" % name)
    return value


def mapping(params, name):
    value = params.get(name)
    if not isinstance(value, dict):
        raise bad("%s must be an object" % name)
    return value


def absolute(params, name):
    """A normalised absolute POSIX path."""
    value = text(params, name)
    if not value.startswith("/"):
        raise bad("%s must be an absolute path, not %r" % (name, value))
    return posixpath.normpath(value)


def workdir(params):
    """The workdir of a target; `~/x` means the home folder of whoever the agent runs as."""
    value = text(params, "workdir")
    home = os.path.expanduser(value) if value == "~" or value.startswith("~/") else value
    return absolute({"workdir": home}, "workdir")


def relative(value, what):
    """A path that stays below the folder it is meant for: not absolute, no `..`, not empty."""
    parts = value.split("/") if isinstance(value, str) else []
    if not parts or value.startswith("/") or "\0" in value or any(part in ("", ".", "..") for part in parts):
        raise bad("%s must be a plain relative path, not %r" % (what, value))
    return value


def simple_name(value, what):
    """One path component: what may become a folder's name."""
    allowed = isinstance(value, str) and 0 < len(value) <= 200 and not value.startswith(".")
    if not allowed or any(letter == "/" or ord(letter) < 32 for letter in value):
        raise bad("%s must be a name without slashes, not %r" % (what, value))
    return value


def inside(folder, path):
    """True when normalised `path` is `folder` itself or lies below it (by name; links are not looked at)."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
