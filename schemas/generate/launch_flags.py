"""The flags of `accelerate launch`: where `trl` forwards the keys of a YAML file that no dataclass has."""

import ast

from field_defaults import calculated
from render import shortened


def _literal(node, constant):
    try:
        return calculated(node)
    except (ValueError, TypeError):
        known = constant(ast.unparse(node)) if isinstance(node, ast.Name) else None
        return known[0] if known else None


def launch_flags(tree, constant):
    """(variable of the argument group, flag name with underscores, description) of each flag, in the source's order.

    Read off the add_argument calls of `launch_command_parser`; `constant(text)` gives (value,) of a name, or None.
    """
    parser = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "launch_command_parser")
    calls = [n for n in ast.walk(parser) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    for call in sorted((n for n in calls if n.func.attr == "add_argument"), key=lambda n: n.lineno):
        names = [_literal(arg, constant) for arg in call.args]
        longs = [name[2:] for name in names if isinstance(name, str) and name.startswith("--")]
        options = {keyword.arg: keyword.value for keyword in call.keywords}
        for name in longs:
            if name != "help":
                yield ast.unparse(call.func.value), name.replace("-", "_"), _flag(options, constant)


def _flag(options, constant):
    action = _literal(options["action"], constant) if "action" in options else None
    kind = ast.unparse(options["type"]) if "type" in options else "str"
    # Conversions of its own (str_to_bool) are left to accelerate.
    plain = kind if kind in ("int", "float") else "str"
    if action in ("store_true", "store_false"):
        entry = {"type": "bool", "accepts": ["bool"], "converts": "switch"}
    else:
        entry = {"type": kind, "accepts": [plain], "converts": plain}
    if "default" in options:
        default = _literal(options["default"], constant)
        if default is None and ast.unparse(options["default"]) != "None":
            entry["defaultText"] = ast.unparse(options["default"])
        else:
            entry["default"] = default
    choices = _literal(options["choices"], constant) if "choices" in options else None
    if choices:
        entry["choices"] = [str(choice) for choice in choices]
    text = _literal(options["help"], constant) if "help" in options else None
    if text:
        entry["help"] = shortened(text)
    return entry
