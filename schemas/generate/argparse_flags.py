"""Flags of an `argparse` parser from its `add_argument` calls, loops over literal names unrolled."""

import ast
import math

from annotation_kinds import kind_of
from render import shortened


def flags(module):
    """{flag without dashes: field} of every `add_argument` call of a module, in the source's order."""
    found = {}
    _collect(module.body, {}, found)
    return found


def _collect(body, names, found):
    for node in body:
        if (
            isinstance(node, ast.For)
            and isinstance(node.iter, (ast.Tuple, ast.List))
            and isinstance(node.target, ast.Name)
        ):
            for element in node.iter.elts:
                _collect(node.body, {**names, node.target.id: ast.literal_eval(element)}, found)
        elif isinstance(node, (ast.If, ast.FunctionDef, ast.With, ast.Try)):
            _collect(node.body, names, found)
        elif isinstance(node, (ast.Expr, ast.Assign)) and isinstance(node.value, ast.Call):
            call = node.value
            if isinstance(call.func, ast.Attribute) and call.func.attr == "add_argument":
                _add(call, names, found)


def _add(call, names, found):
    texts = [_value(argument, names) for argument in call.args]
    longs = [text[2:] for text in texts if isinstance(text, str) and text.startswith("--")]
    if not longs:
        return
    entry = _field({keyword.arg: keyword.value for keyword in call.keywords}, names)
    if len(longs) > 1:
        entry["aliases"] = longs[1:]
    found[longs[0]] = entry


def _field(options, names):
    action = _value(options["action"], names) if "action" in options else "store"
    if action in ("store_true", "store_false"):
        # The flag takes no value; its default is what an absent flag means.
        entry = {"type": "bool", "accepts": ["bool"], "converts": "switch", "default": action == "store_false"}
    else:
        kind = ast.unparse(options["type"]) if "type" in options else "str"
        entry = {"type": kind, "accepts": [kind if kind in ("int", "float", "str") else "any"]}
        entry["converts"] = entry["accepts"][0]
        if "nargs" in options:
            entry["type"] = "list[%s]" % kind if options["nargs"].value != "?" else kind
            entry["list"] = options["nargs"].value != "?"
            entry["accepts"] = ["list"] + entry["accepts"] if entry["list"] else entry["accepts"]
            if isinstance(options["nargs"].value, int):
                entry["type"] = "tuple[%s]" % ", ".join([kind] * options["nargs"].value)
            if not entry["list"]:
                del entry["list"]
    if "choices" in options:
        entry["choices"] = [str(choice) for choice in _value(options["choices"], names)]
    if "required" in options and _value(options["required"], names):
        entry["required"] = True
    elif "default" in options:
        entry.update(_default(options["default"], names))
    elif "default" not in entry:
        entry["default"] = None
    if entry.get("default", 0) is None and "null" not in entry["accepts"]:
        entry["accepts"].append("null")
    text = _value(options["help"], names) if "help" in options else None
    if isinstance(text, str):
        entry["help"] = shortened(text)
    return entry


def _default(node, names):
    value = _value(node, names, missing=_default)
    if value is _default or isinstance(value, float) and not math.isfinite(value):
        return {"defaultText": ast.unparse(node)}
    return {"default": list(value) if kind_of(value) == "list" else value}


def _value(node, names, missing=None):
    """The value of a literal, `int(1e8)`, an f-string or a choice by a loop's name; `missing` where it is none."""
    if isinstance(node, ast.Name):
        return names.get(node.id, missing)
    if isinstance(node, ast.JoinedStr):
        parts = [_value(part.value if isinstance(part, ast.FormattedValue) else part, names) for part in node.values]
        return "".join(str(part) for part in parts) if None not in parts else missing
    if isinstance(node, ast.IfExp) and isinstance(node.test, ast.Compare) and isinstance(node.test.ops[0], ast.Eq):
        same = _value(node.test.left, names) == _value(node.test.comparators[0], names)
        return _value(node.body if same else node.orelse, names, missing)
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("int", "float") and len(node.args) == 1:
        convert = int if ast.unparse(node.func) == "int" else float
        return convert(ast.literal_eval(node.args[0]))
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError):
        return missing
