"""What an annotation admits, and how the argument parser converts a string given for it.

`converter` follows `_parse_dataclass_field` of trl 1.13.0 `trl/scripts/_hf_argparser.py` branch by branch, on syntax
instead of on types.
"""

import ast

SCALARS = {"int", "float", "str", "bool"}


def members(annotation):
    """The members of a `A | B | None` annotation, in order, as source text."""
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        return members(annotation.left) + members(annotation.right)
    return [ast.unparse(annotation)]


def accepts(annotation, enums):
    """Kinds of YAML values that the annotation names: int, float, str, bool, list, dict, null, or `any`."""
    kinds = []
    for member in members(annotation):
        base = member.split("[")[0]
        if base in SCALARS:
            kind = base
        elif member == "None":
            kind = "null"
        elif base in ("list", "dict"):
            kind = base
        elif base in enums:
            kind = "str"
        elif member == "Literal[False]":
            kind = "bool"
        else:
            kind = "any"
        if kind not in kinds:
            kinds.append(kind)
    return kinds


def converter(annotation, enums):
    """(conversion of a string, is a list, does the text none mean None)."""
    parts = members(annotation)
    chosen = parts[0]
    none_text = False
    if len(parts) > 1:
        if "None" not in parts:
            chosen = parts[0] if parts[1] == "str" else parts[1]
        elif "bool" not in parts:
            chosen = parts[0] if parts[1] == "None" else parts[1]
            none_text = chosen != "str"
        else:
            return "bool", False, False
    base = chosen.split("[")[0]
    if base in enums or base == "Literal":
        return "choice", False, False
    if base == "bool":
        return "bool", False, False
    if base == "list":
        element = chosen[len("list[") : -1]
        return (element if element in SCALARS else "any"), True, False
    return (base if base in SCALARS | {"dict"} else "any"), False, none_text
