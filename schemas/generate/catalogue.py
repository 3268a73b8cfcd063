"""Writes the field catalogue of TRL's SFT and GRPO configs.

    python catalogue.py WHEELS sources.json OUT.json
"""

import json
import sys
from pathlib import Path

from dataclass_fields import class_named, enum_members, extract
from launch_flags import launch_flags
from wheels import Wheels

# Class, its module, and the classes whose fields it inherits (nearest first).
CLASSES = [
    ("TrainingArguments", "transformers.training_args", []),
    ("_BaseConfig", "trl.trainer.base_config", ["TrainingArguments"]),
    ("SFTConfig", "trl.trainer.sft_config", ["_BaseConfig"]),
    ("GRPOConfig", "trl.trainer.grpo_config", ["_BaseConfig"]),
    ("ModelConfig", "trl.trainer.model_config", []),
    ("ScriptArguments", "trl.scripts.utils", []),
    ("GRPOScriptArguments", "trl.scripts.grpo", ["ScriptArguments"]),
    ("DatasetMixtureConfig", "trl.scripts.utils", []),
    ("DatasetConfig", "trl.scripts.utils", []),
]
# The dataclasses each command's parser is built from (`make_parser` in trl/scripts/{sft,grpo}.py).
COMMANDS = {
    "trl-sft": ["ScriptArguments", "SFTConfig", "ModelConfig", "DatasetMixtureConfig"],
    "trl-grpo": ["GRPOScriptArguments", "GRPOConfig", "ModelConfig", "DatasetMixtureConfig"],
}

# Configs of TRL's other trainers: only the names of their fields, to tell them apart.
OTHERS = {
    "DPOConfig": "trl.trainer.dpo_config",
    "KTOConfig": "trl.trainer.kto_config",
    "RLOOConfig": "trl.trainer.rloo_config",
    "RewardConfig": "trl.trainer.reward_config",
    "DistillationConfig": "trl.trainer.distillation_config",
}


def check_bases(tree, name, expected):
    """The table above must say what the source says."""
    import ast

    bases = [ast.unparse(base) for base in class_named(tree, name).bases]
    if bases != expected:
        raise SystemExit("%s inherits %s, the table says %s" % (name, bases, expected))


def main(wheel_folder, sources, out):
    wheels = Wheels(wheel_folder)
    packages = json.loads(Path(sources).read_text())["packages"]
    for package, version in packages.items():
        if wheels.version(package) != version:
            raise SystemExit("%s %s was fetched instead of %s" % (package, wheels.version(package), version))
    enums = {}
    for module in ("transformers.trainer_utils", "transformers.training_args"):
        enums.update(enum_members(wheels.module(module)))
    classes = {}
    for name, module, bases in CLASSES:
        tree = wheels.module(module)
        check_bases(tree, name, bases)
        classes[name] = {"module": module, "bases": bases, "fields": extract(tree, name, enums)}
    ours = {field for cls in classes.values() for field in cls["fields"]}
    others = {}
    for name, module in OTHERS.items():
        others[name] = set(extract(wheels.module(module), name, enums))
    foreign = set().union(*others.values()) - ours
    shared = (set().union(*others.values()) & ours) - set(classes["TrainingArguments"]["fields"])
    presets = [f[: -len(".yaml")] for f in wheels.files("trl", "trl/accelerate_configs") if f.endswith(".yaml")]
    launch = launch_flags(wheels.module("accelerate.commands.launch"))
    launch["accelerate_config"] = {
        "converts": "str",
        "choices": presets,
        "openChoices": True,
        "help": "Name of an accelerate config that ships with TRL, or the path of one's own file.",
    }
    catalogue = {
        "format": 1,
        "framework": "trl",
        "packages": packages,
        "commands": COMMANDS,
        "classes": classes,
        "launch": dict(sorted(launch.items())),
        "otherTrainers": sorted(foreign),
        "shared": {name: sorted(fields & shared) for name, fields in others.items()},
    }
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(render(catalogue), encoding="utf-8")


def render(catalogue):
    """JSON with one field per line: short enough to ship, readable in a diff."""
    lines = ["{"]
    for key in ("format", "framework", "packages", "commands"):
        lines.append("  %s: %s," % (json.dumps(key), json.dumps(catalogue[key])))
    lines.append('  "classes": {')
    for c, (name, cls) in enumerate(catalogue["classes"].items()):
        lines.append('    %s: {"module": %s, "bases": %s, "fields": {' % (json.dumps(name), json.dumps(cls["module"]), json.dumps(cls["bases"])))
        lines.append(_block(cls["fields"]))
        lines.append("    }}" + ("," if c + 1 < len(catalogue["classes"]) else ""))
    lines.append('  },\n  "launch": {')
    lines.append(_block(catalogue["launch"]))
    lines.append("  },")
    lines.append('  "otherTrainers": %s,' % json.dumps(catalogue["otherTrainers"]))
    lines.append('  "shared": %s\n}\n' % json.dumps(catalogue["shared"]))
    return "\n".join(lines)


def _block(entries):
    return ",\n".join("      %s: %s" % (json.dumps(k), json.dumps(v, ensure_ascii=False)) for k, v in entries.items())


if __name__ == "__main__":
    main(*sys.argv[1:4])
