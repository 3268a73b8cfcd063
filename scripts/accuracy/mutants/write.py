"""Settings to the text of a config file or a launch script."""

import json
import random as randomness
import shlex

from values import Raw

class _Drop:
    def __repr__(self):
        return "left out"


#: Stands for a setting that is taken away.
DROP = _Drop()


def applied(base, settings):
    """The base with the changes in place; new ones come last."""
    merged = {**base, **settings}
    return {name: value for name, value in merged.items() if value is not DROP}


def scalar(value, quote=False):
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, float):
        return repr(value) if "e" not in repr(value) else "%.6e" % value
    if isinstance(value, (int, list, tuple, dict)):
        return json.dumps(value)
    text = str(value)
    plain = text and all(char.isalnum() or char in "_-./" for char in text) and text[0].isalpha()
    words = ("true", "false", "yes", "no", "on", "off", "null", "y", "n", "none")
    return json.dumps(text) if quote or not plain or text.lower() in words else text


def yaml_text(settings, head="", layout=None):
    """A YAML file; dotted names become nested mappings."""
    items = list(settings.items())
    if layout and layout.startswith("order"):
        randomness.Random(layout).shuffle(items)
    lines = _lines(_nested(items), "", layout == "quotes")
    if layout == "comments":
        lines = [part for line in lines for part in ("  # about the next line", line + "  # and this one")]
    if layout == "blank lines":
        lines = [part for line in lines for part in ("", line)]
    end = "\r\n" if layout == "windows" else "\n"
    return end.join([*([head] if head else []), *lines, ""])


def _nested(items):
    tree = {}
    for name, value in items:
        *parents, last = name.split(".")
        at = tree
        for parent in parents:
            at = at.setdefault(parent, {}) if isinstance(at.get(parent, {}), dict) else at
        at[last] = _Leaf(value)
    return tree


class _Leaf:
    def __init__(self, value):
        self.value = value


def _lines(tree, indent, quote):
    lines = []
    for key, value in tree.items():
        if isinstance(value, _Leaf):
            lines.append("%s%s: %s" % (indent, key, scalar(value.value, quote)))
        else:
            lines += ["%s%s:" % (indent, key), *_lines(value, indent + "  ", quote)]
    return lines


def plain(tree):
    """The nested settings as plain values, for JSON."""
    return {key: value.value if isinstance(value, _Leaf) else plain(value) for key, value in tree.items()}


def nested(settings):
    return plain(_nested(list(settings.items())))


def script(command, arguments, head, layout=None, before=()):
    """A launch script: `command` and its arguments, one per line."""
    lines = [shlex.quote(argument) if layout != "quotes" else "'%s'" % argument.replace("'", "'\\''") for argument in arguments]
    joined = " \\\n".join("    " + line for line in lines)
    top = ["#!/usr/bin/env bash", head, "set -x", *before, ""]
    if layout in ("comments", "blank lines"):
        top += ["# what follows is one command", ""]
    return "\n".join(top) + "%s \\\n%s\n" % (command, joined)
