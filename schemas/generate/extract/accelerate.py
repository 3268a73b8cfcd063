"""accelerate: the config file of `accelerate launch` and its flags."""

import ast

from classes import Classes, NamesOf, groups
from launch_flags import launch_flags

CONFIG = "accelerate.commands.config.config_args"
LAUNCH = "accelerate.commands.launch"
# The mapping of the config file that the flags of an argument group can stand in.
SECTIONS = {
    "deepspeed_args": "deepspeed_config",
    "fsdp_args": "fsdp_config",
    "megatron_lm_args": "megatron_lm_config",
    "parallelism_config_args": "parallelism_config",
    "mpirun_args": "mpirun_config",
}


def extract(tree):
    found, _ = groups(tree, [(CONFIG, "ClusterConfig"), (CONFIG, "SageMakerConfig")])
    names = NamesOf(Classes(tree), LAUNCH)
    flags = list(launch_flags(tree.module(LAUNCH), names.constant))
    base, cluster = found["BaseConfig"]["fields"], found["ClusterConfig"]["fields"]
    fill_defaults(base, cluster, tree.module(CONFIG))
    by_flag = {name: entry for _, name, entry in flags}
    # The launcher passes the precision on through an enumeration, whatever its case.
    base["mixed_precision"]["choices"] = by_flag["mixed_precision"]["choices"]
    for name, field in [*base.items(), *cluster.items()]:
        if "dict" in field["accepts"]:
            field["open"] = True
        if "help" in by_flag.get(name, {}):
            field.setdefault("help", by_flag[name]["help"])
    for group, name, entry in flags:
        section = SECTIONS.get(group)
        if section in cluster:
            cluster["%s.%s" % (section, name)] = entry
            if section == "fsdp_config":  # the launcher adds the prefix where the file has none
                cluster["%s.%s" % (section, name)] = {**entry, "aliases": ["fsdp_config." + name[len("fsdp_") :]]}
    found["Launch"] = {"module": LAUNCH, "bases": [], "fields": {name: entry for _, name, entry in flags}}
    commands = {"config": ["ClusterConfig"], "config-sagemaker": ["SageMakerConfig"], "launch": ["Launch"]}
    return {"groups": found, "commands": commands}


def fill_defaults(base, cluster, module):
    """What `process_config` fills in is not required, and what it takes out of the file is accepted."""
    process = next(n for n in ast.walk(module) if isinstance(n, ast.FunctionDef) and n.name == "process_config")
    for node in ast.walk(process):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith("config_dict["):
            name = ast.literal_eval(node.targets[0].slice)
            if base.get(name, {}).pop("required", None):
                base[name].update(_filled(node.value))
        older = _taken_out(node)
        if older and older not in cluster:
            kind = "bool" if older == "fp16" else "str"
            cluster[older] = {"type": kind, "accepts": [kind], "help": "Key of an older format; it is converted."}


def _filled(value):
    if isinstance(value, ast.IfExp):  # `"fp16" if ... else None`: what it is without a key of the older format
        value = value.orelse
    if isinstance(value, ast.Attribute):  # a member of an enumeration, named like its value
        return {"default": value.attr}
    return {"default": ast.literal_eval(value)}


def _taken_out(node):
    """The key of `del config_dict["key"]` or `config_dict.pop("key")`."""
    if isinstance(node, ast.Delete) and ast.unparse(node.targets[0]).startswith("config_dict["):
        return ast.literal_eval(node.targets[0].slice)
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "config_dict.pop":
        return ast.literal_eval(node.args[0])
    return None
