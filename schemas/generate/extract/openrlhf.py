"""OpenRLHF: the flags of each training module. The parsers take abbreviations of a flag (argparse's default)."""

import ast

from argparse_flags import flags


def extract(tree):
    groups = {}
    for path in tree.paths:
        name = path.rpartition("/")[2][: -len(".py")]
        if path.rpartition("/")[0].endswith("openrlhf/cli") and name.startswith("train_"):
            module = ast.parse(tree.read(path))
            found = flags(module)
            calls = [n for n in ast.walk(module) if isinstance(n, ast.Attribute) and n.attr == "add_argument"]
            if len(found) < len(calls) or not found:
                raise KeyError("openrlhf/cli/%s.py: %d flags of %d add_argument calls" % (name, len(found), len(calls)))
            groups[name] = {"module": "openrlhf.cli." + name, "bases": [], "fields": found}
    for name in ("train_ppo_ray", "train_sft"):
        if name not in groups:
            raise KeyError("no openrlhf/cli/%s.py" % name)
    return {"groups": groups, "commands": {name: [name] for name in groups}, "lists": {}}
