"""Open-Reasoner-Zero: the dataclass its experiments inherit, and those of the experiments it ships.

Nothing checks a field's type; `exp.key=value` on the command line takes attributes that the class has.
"""

import ast

from annotation_kinds import kind_of, kinds
from class_chain import Dataclasses
from structured_config import default_of

BASE = "orz.exps.examples.ppo.ppo_base_exp"


def extract(tree):
    classes = Dataclasses(tree)
    found = classes.find(BASE, "BasePPOExpConfig")
    if not found:
        raise KeyError("orz/exps/examples/ppo/ppo_base_exp.py: no class BasePPOExpConfig")
    chain = classes.chain(*found)
    groups = {cls.name: {"module": module, "bases": bases(cls), "fields": own_fields(cls)} for module, cls in chain}
    commands = {"ppo": ["BasePPOExpConfig"]}
    for file in tree.files("playground"):
        module = "playground." + file[: -len(".py")]
        shipped = classes.find(module, "PPOExpConfig") if file.endswith(".py") else None
        if shipped:
            name = file[: -len(".py")]
            groups[name] = {"module": module, "bases": bases(shipped[1]), "fields": own_fields(shipped[1])}
            commands[name] = [name]
    inherited = {field for _, cls in chain for field in groups[cls.name]["fields"]}
    extra = {field for name, group in groups.items() if name in commands for field in group["fields"]} - inherited
    # Read by the trainer or the shipped experiments, but no field of the class that is inherited.
    return {"groups": groups, "commands": commands, "lists": {"module_fields": sorted(extra)}, "requires": {}}


def bases(cls):
    return [ast.unparse(base) for base in cls.bases]


def own_fields(cls):
    """{field: description}; what reads other fields or DEBUG_MODE stays as the source's text."""
    found = {}
    for node in cls.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            entry = {"type": ast.unparse(node.annotation), "accepts": kinds(node.annotation)}
            entry.update(list_config(node.value) or default_of(node.value))
            kind = kind_of(entry["default"]) if "default" in entry else None
            if kind and kind not in entry["accepts"]:
                entry["accepts"].append(kind)
            found[node.target.id] = entry
    return found


def list_config(value):
    """The literal list of `ListConfig([...])`."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "ListConfig" and len(value.args) == 1:
        return {"default": ast.literal_eval(value.args[0])}
    return None
