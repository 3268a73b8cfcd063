"""LLaMA-Factory: its argument classes, the entries of dataset_info.json and its chat templates."""

import ast

from classes import groups

PARSER = "llamafactory.hparams.parser"
V1 = "llamafactory.v1.config.arg_parser"
# The list of classes that each command's parser is built from.
LISTS = {"train": "_TRAIN_ARGS", "infer": "_INFER_ARGS", "eval": "_EVAL_ARGS"}


def extract(tree):
    commands = {}
    for command, variable in LISTS.items():
        names = listed(tree.module(PARSER), variable)
        if names:
            commands[command] = [(PARSER, name) for name in names]
    if "train" not in commands:
        raise KeyError("llamafactory/hparams/parser.py: no list " + LISTS["train"])
    newer = argument_classes(tree.module(V1)) if tree.path_of(V1) else []
    if newer:  # what `USE_V1=1` parses
        commands["v1"] = [(V1, name) for name in newer]
    dataset = ("llamafactory.data.parser", "DatasetAttr")
    found, names = groups(tree, [root for roots in commands.values() for root in roots] + [dataset], ("transformers",))
    attributes = found.pop("DatasetAttr")
    fields = dataset_info(tree.module(dataset[0]), attributes["fields"])
    found["DatasetInfo"] = {"module": dataset[0], "bases": [], "fields": fields}
    named = {command: [names[root] for root in roots] for command, roots in commands.items()}
    named["dataset-info"] = ["DatasetInfo"]
    return {"groups": found, "commands": named, "lists": templates(tree.module("llamafactory.data.template"))}


def listed(module, variable):
    for node in module.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == variable:
            return [ast.unparse(element) for element in node.value.elts]
    return None


def argument_classes(module):
    """The names in `HfArgumentParser([...])`."""
    for call in ast.walk(module):
        if (
            isinstance(call, ast.Call)
            and ast.unparse(call.func) == "HfArgumentParser"
            and isinstance(call.args[0], ast.List)
        ):
            return [ast.unparse(element) for element in call.args[0].elts]
    return []


def dataset_info(module, attributes):
    """Keys of one entry of dataset_info.json: where the data lies, then attributes, columns and tags."""
    fields = {}
    for node in ast.walk(module):
        for key in _entry_keys(node):
            if key not in attributes and key not in ("columns", "tags"):
                fields.setdefault(key, {"type": "str", "accepts": ["str"], "converts": "str"})
    if "file_name" not in fields:
        raise KeyError("llamafactory/data/parser.py: no file_name of an entry")
    texts = _text_lists(module)
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call) and _is_set_attr(node)):
        key, source = call.args[0], ast.unparse(call.args[1])
        section = next((part for part in ("columns", "tags") if source.endswith("['%s']" % part)), None)
        for name in [key.value] if isinstance(key, ast.Constant) else texts.get(ast.unparse(key), []):
            if name in attributes:
                fields["%s.%s" % (section, name) if section else name] = attributes[name]
    return fields


def _entry_keys(node):
    """Keys read as `"key" in dataset_info[name]`, `dataset_info[name]["key"]` or `.get("key")`."""
    entry = "dataset_info[name]"
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In) and ast.unparse(node.comparators[0]) == entry:
        yield node.left.value
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == entry and isinstance(node.slice, ast.Constant):
        yield node.slice.value
    if isinstance(node, ast.Call) and ast.unparse(node.func) == entry + ".get":
        yield node.args[0].value


def _is_set_attr(call):
    return isinstance(call.func, ast.Attribute) and call.func.attr == "set_attr"


def _text_lists(module):
    """{loop variable: texts} of `for x in names` where `names` is assembled from lists of texts."""
    lists, loops = {}, {}
    for node in ast.walk(module):
        target = (
            node.targets[0]
            if isinstance(node, ast.Assign)
            else node.target if isinstance(node, ast.AugAssign) else None
        )
        if isinstance(target, ast.Name) and isinstance(node.value, (ast.List, ast.Tuple)):
            texts = [element.value for element in node.value.elts if isinstance(element, ast.Constant)]
            lists[target.id] = lists.get(target.id, []) + texts
    for node in ast.walk(module):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            inline = isinstance(node.iter, (ast.List, ast.Tuple))
            loops[node.target.id] = ast.literal_eval(node.iter) if inline else lists.get(ast.unparse(node.iter), [])
    return loops


def templates(module):
    """Names that `template` takes; of those with a plugin for images, video or sound, and for images."""
    names, plugged, images = [], [], []
    for call in ast.walk(module):
        if not (isinstance(call, ast.Call) and ast.unparse(call.func).lstrip("_") == "register_template"):
            continue
        options = {keyword.arg: keyword.value for keyword in call.keywords}
        if "name" not in options:
            continue
        name = ast.literal_eval(options["name"])
        names.append(name)
        if "mm_plugin" in options:
            plugged.append(name)
            if any(k.arg == "image_token" for k in getattr(options["mm_plugin"], "keywords", ())):
                images.append(name)
    return {"templates": sorted(names), "vlm_templates": sorted(plugged), "image_templates": sorted(images)}
