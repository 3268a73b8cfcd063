"""What an annotation admits, and how the argument parser converts a string given for it.

`converter` follows `_parse_dataclass_field` of trl 1.13.0 `trl/scripts/_hf_argparser.py` branch by branch, on syntax
instead of on types. The parser of transformers is the same, but for the text `none`, which it does not know.
"""

import ast

SCALARS = {"int", "float", "str", "bool"}
OLD_NAMES = {"List": "list", "Dict": "dict", "Tuple": "tuple", "Set": "set", "Sequence": "list"}


class _Modern(ast.NodeTransformer):
    """`Optional[List[int]]`, `"int | None"` and `typing.Union[int, None]` become `list[int] | None` and `int | None`."""

    def __init__(self, alias):
        self._alias = alias

    def visit_Constant(self, node):
        if not isinstance(node.value, str):
            return node
        try:
            return self.visit(ast.parse(node.value, mode="eval").body)
        except SyntaxError:
            return node

    def visit_Attribute(self, node):
        if ast.unparse(node.value) in ("typing", "t", "collections.abc"):
            return self.visit_Name(ast.Name(node.attr, ast.Load()))
        return node

    def visit_Name(self, node):
        meant = self._alias(node.id)
        if meant is not None:
            return self.visit(meant)
        return ast.Name(OLD_NAMES.get(node.id, node.id), ast.Load())

    def visit_Subscript(self, node):
        outer = ast.unparse(self.visit(node.value))
        if outer == "Literal":  # its texts are values, no annotations
            return ast.Subscript(ast.Name("Literal", ast.Load()), node.slice, ast.Load())
        inner = node.slice
        if outer in ("Optional", "Union"):
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            if outer == "Optional":
                parts = [*parts, ast.Constant(None)]
            return _union([self.visit(part) for part in parts])
        if outer == "Annotated":
            return self.visit(inner.elts[0])
        return ast.Subscript(ast.Name(outer, ast.Load()), self.visit(inner), ast.Load())


def _union(parts):
    joined = parts[0]
    for part in parts[1:]:
        joined = ast.BinOp(joined, ast.BitOr(), part)
    return joined


def modern(annotation, alias=lambda name: None):
    """The annotation in today's notation, so that releases compare; each member of a union stands once.

    `alias(name)` gives the annotation that a name was assigned, or None.
    """
    copy = ast.parse(ast.unparse(annotation), mode="eval").body
    parts = {ast.unparse(node): node for node in _flat(_Modern(alias).visit(copy))}
    return _union(list(parts.values()))


def _flat(annotation):
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        return _flat(annotation.left) + _flat(annotation.right)
    return [annotation]


def members(annotation):
    """The members of a `A | B | None` annotation, in order, as source text."""
    return [ast.unparse(node) for node in _flat(annotation)]


def literals(annotation):
    """The values of the `Literal[...]` members of an annotation."""
    found = []
    for node in _flat(annotation):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            elements = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            found += [element.value for element in elements if isinstance(element, ast.Constant)]
    return found


def accepts(annotation, enums):
    """Kinds of YAML values that the annotation names: int, float, str, bool, list, dict, null, or `any`."""
    kinds = []
    for node in _flat(annotation):
        member = ast.unparse(node)
        base = member.split("[")[0]
        if base in SCALARS:
            named = [base]
        elif member == "None":
            named = ["null"]
        elif base in ("list", "dict"):
            named = [base]
        elif base in ("tuple", "set"):
            named = ["list"]
        elif base == "Literal":
            named = ["null" if value is None else type(value).__name__ for value in literals(node)]
        elif base in enums:
            named = ["str"]
        else:
            named = ["any"]
        kinds += named
    return list(dict.fromkeys(kinds))


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
