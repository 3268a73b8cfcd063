"""Names that settings had in older versions, read from their wheels: `python older.py WHEEL... ` prints {package: [name]}."""

import ast
import io
import json
import re
import sys
import zipfile

import yaml

#: Where a package defines its settings.
FILES = {
    "trl": r"trl/trainer/(grpo|sft|model)_config\.py",
    "transformers": r"transformers/training_args(_seq2seq)?\.py",
    "accelerate": r"accelerate/commands/config/config_args\.py",
    "llamafactory": r"llamafactory/hparams/\w+_args\.py",
    "ms-swift": r"swift/(llm/argument|arguments)/.*_args\.py",
    "openrlhf": r"(.*purelib/)?openrlhf/cli/train_\w+\.py",
    "verl": r"verl/trainer/config/_generated_ppo_trainer\.yaml",
    "verl sft": r"verl/trainer/config/sft_trainer(_engine)?\.yaml",
}


def of_python(text):
    """Annotated names of classes, and the flags of parsers."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            names |= {part.target.id for part in node.body if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_argument":
            names |= {arg.value[2:] for arg in node.args if isinstance(arg, ast.Constant) and str(arg.value).startswith("--")}
    return {name for name in names if not name.startswith("_")}


def of_tree(tree, prefix=""):
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            yield from of_tree(value, prefix + key + ".")
        elif not key.startswith("_") and key != "defaults":
            yield prefix + key


def main():
    found = {}
    for wheel in sys.argv[1:]:
        package = re.split(r"[/\\]", wheel)[-1].split("-")[0].replace("_", "-")
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.namelist():
                for name in (package, package + " sft"):
                    if name in FILES and re.fullmatch(FILES[name], entry):
                        text = io.TextIOWrapper(archive.open(entry), encoding="utf-8").read()
                        names = of_python(text) if entry.endswith(".py") else set(of_tree(yaml.safe_load(text) or {}))
                        found.setdefault(name, set()).update(names)
    print(json.dumps({name: sorted(names) for name, names in found.items()}))


main()
