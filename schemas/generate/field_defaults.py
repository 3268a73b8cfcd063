"""What a dataclass field is without a value in the file, found without running anything."""

import ast
import math
import operator

OPERATORS = {ast.Mult: operator.mul, ast.Add: operator.add, ast.Sub: operator.sub, ast.FloorDiv: operator.floordiv}


def calculated(node):
    """A literal, also `768 * 768` and `int(1e8)`. Raises ValueError or TypeError for anything else."""
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        sides = calculated(node.left), calculated(node.right)
        if not all(isinstance(side, (int, float)) for side in sides):
            raise ValueError("not a number")
        return OPERATORS[type(node.op)](*sides)
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("int", "float") and len(node.args) == 1:
        return {"int": int, "float": float}[node.func.id](calculated(node.args[0]))
    return ast.literal_eval(node)


def is_field_call(node):
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("field", "HfArg")


def options_of(value):
    """{keyword: node} of `field(...)`; {} for a plain default."""
    return {keyword.arg: keyword.value for keyword in value.keywords} if is_field_call(value) else {}


def last_assignments(cls):
    """Plain names assigned in a class body (also under `if`), the last one wins."""
    names = {}
    for node in ast.walk(cls):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        ):
            names[node.targets[0].id] = node.value.value
    return names


def default_of(value, constant):
    """{"default": value}, {"defaultText": source} of an expression, or {"required": True}.

    `constant(text)` gives (value,) of a name such as `LIMIT` or `Kind.NONE`, or None.
    """
    if value is None:
        return {"required": True}
    if not is_field_call(value):
        return _value(value, constant)
    options = options_of(value)
    if "default" in options and ast.unparse(options["default"]) not in ("MISSING", "dataclasses.MISSING"):
        return _value(options["default"], constant)
    if "default_factory" in options:
        factory = options["default_factory"]
        if isinstance(factory, ast.Lambda):
            return _value(factory.body, constant)
        made = {"list": [], "dict": {}}.get(ast.unparse(factory))
        return {"defaultText": ast.unparse(factory)} if made is None else {"default": made}
    return {"required": True}


def _value(node, constant):
    text = ast.unparse(node)
    try:
        known = constant(text) or (calculated(node),)
    except (ValueError, TypeError, ArithmeticError):
        return {"defaultText": text}
    value = sorted(known[0]) if isinstance(known[0], set) else known[0]
    plain = value is None or isinstance(value, (bool, int, float, str, list, tuple, dict))
    # JSON has no infinity.
    finite = not isinstance(value, float) or math.isfinite(value)
    return {"default": value} if plain and finite else {"defaultText": text}
