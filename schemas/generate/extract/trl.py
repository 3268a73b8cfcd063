"""TRL: the dataclasses each of its scripts parses a config into."""

import ast

from classes import groups
from dataclass_fields import is_dataclass
from extract.transformers import parser_traits

# Configs that have no script of their own, beside those of the scripts.
CONFIGS = ("DPOConfig", "KTOConfig", "RLOOConfig", "RewardConfig", "DistillationConfig", "PPOConfig", "PRMConfig")


def extract(tree):
    commands, roots = {}, []
    for file in tree.files("trl/scripts"):
        module = "trl.scripts." + file[: -len(".py")]
        names = parsed_into(tree.module(module)) if file.endswith(".py") else None
        if names:
            commands["trl-" + file[: -len(".py")].replace("_", "-")] = [(module, name) for name in names]
    for needed in ("trl-sft", "trl-grpo"):
        if needed not in commands:
            raise KeyError("trl/scripts: no make_parser with dataclass types for " + needed)
    roots += [root for command in commands.values() for root in command]
    exported = {a.name for n in ast.walk(tree.module("trl")) if isinstance(n, ast.ImportFrom) for a in n.names}
    roots += [("trl", name) for name in CONFIGS if name in exported]
    shared = [node for node in tree.module("trl.scripts.utils").body if isinstance(node, ast.ClassDef)]
    roots += [("trl.scripts.utils", node.name) for node in shared if is_dataclass(node)]
    found, names = groups(tree, roots, external=("transformers",))
    return {
        "groups": found,
        "commands": {command: [names[root] for root in roots] for command, roots in commands.items()},
        "lists": {
            "accelerate_presets": presets(tree),
            "reward_functions": reward_functions(tree.module("trl.scripts.grpo")),
            "parser": parser_traits(tree, "trl.scripts._hf_argparser"),
        },
    }


def parsed_into(module):
    """The names in `dataclass_types = (...)` of a script's `make_parser`, None where it has none."""
    for function in module.body:
        if isinstance(function, ast.FunctionDef) and function.name == "make_parser":
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "dataclass_types":
                    return [element.id for element in node.value.elts]
    return None


def presets(tree):
    """Names that `accelerate_config` takes for the configs TRL ships."""
    files = tree.files("trl/accelerate_configs")
    return [file[: -len(".yaml")] for file in files if file.endswith(".yaml")]


def reward_functions(module):
    """Names that `reward_funcs` takes for functions that come with TRL; their table stands inside of a function."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "reward_funcs_registry":
            return [ast.literal_eval(key) for key in node.value.keys]
    return []
