"""ms-swift: the argument class of each command, through the layouts swift/llm/argument and swift/arguments."""

import ast

from classes import groups
from enumerations import enum_values
from string_sets import dict_keys

# The command that a pipeline module serves, by the module's name where it differs.
COMMANDS = {"pretrain": "pt", "sampling": "sample"}
KNOWN = ("sft", "pt", "rlhf", "infer", "deploy", "rollout", "eval", "export", "sample", "app")


def extract(tree):
    commands = {}
    for path in tree.walk("swift", ".py"):
        folders, stem = path.split("/")[1:-1], path.split("/")[-1][: -len(".py")]
        command = COMMANDS.get(stem, stem)
        if folders[:1] == ["megatron"]:
            command = "megatron-" + command
        if folders[:1] == ["ui"] or "args_class" not in tree.read(path) or command.split("-")[-1] not in KNOWN:
            continue
        module = path[: -len(".py")].replace("/", ".")
        name = arguments_class(tree.module(module))
        if name:
            commands[command] = [(module, name)]
    for needed in ("sft", "rlhf"):
        if needed not in commands:
            raise KeyError("swift: no pipeline module with an args_class for `swift %s`" % needed)
    found, names = groups(tree, [root for roots in commands.values() for root in roots], ("transformers", "trl"))
    return {
        "groups": found,
        "commands": {command: [names[root] for root in roots] for command, roots in commands.items()},
        "lists": lists(tree),
    }


def arguments_class(module):
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Assign)
            and ast.unparse(node.targets[0]) == "args_class"
            and isinstance(node.value, ast.Name)
        ):
            return node.value.id
    return None


def lists(tree):
    """Names of chat templates, those for images, video or sound apart, and of the reward functions that come with it."""
    constants = tree.module(module_ending(tree, "template/constant.py"))
    rewards = tree.module(module_ending(tree, "/orm.py"))
    return {
        "templates": attributes(constants, "LLMTemplateType") + attributes(constants, "MLLMTemplateType"),
        "vlm_templates": attributes(constants, "MLLMTemplateType"),
        "reward_functions": dict_keys(rewards, "orms"),
    }


def module_ending(tree, suffix):
    for path in tree.walk("swift", ".py"):
        if path.endswith(suffix) and "/megatron/" not in path:
            return path[: -len(".py")].replace("/", ".")
    raise KeyError("swift: no module " + suffix)


def attributes(module, name):
    """Texts assigned in a class body."""
    return sorted(
        {
            text
            for node in module.body
            if isinstance(node, ast.ClassDef) and node.name == name
            for text in enum_values(node).values()
        }
    )
