"""The cases of one framework on standard output: `python FRAMEWORK.py SEED COUNT [CHECKOUT] < older names as JSON`."""

import json
import os
import sys

from changes import changes, choose

#: The cases' own stream: frameworks print to standard output while they are imported.
OUT = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def arguments():
    """(seed, count, {package: names of older versions})"""
    return int(sys.argv[1]), int(sys.argv[2]), json.load(sys.stdin)


def pick(groups, count):
    """`count` changes over several groups `(name, {kind: [Change]})`, evenly."""
    chosen = []
    for at, (name, made) in enumerate(groups):
        share = count // len(groups) + (1 if at < count % len(groups) else 0)
        chosen += [(name, change) for change in choose(made, share)]
    return chosen


def emit(framework, command, change, text, name, argv=None, shown=None, files=None, launch=None):
    """One case. `shown` is the file that a user has where it is another than the one the framework reads."""
    launch = {"nodes": 1, "gpus": 1, **(launch or {}), **{key: value for key, value in change.launch.items() if key in ("nodes", "gpus")}}
    case = {
        "id": "%s, %s: %s" % (command, change.kind, change.what),
        "framework": framework,
        "kind": change.kind,
        "command": command,
        "name": name,
        "files": files or {},
        "argv": argv or [],
        "shown": shown or {"name": name, "text": text},
        **launch,
    }
    if text is not None:
        case["text"] = text
    OUT.write(json.dumps(case, default=str) + "\n")
    OUT.flush()


__all__ = ["arguments", "changes", "emit", "pick"]
