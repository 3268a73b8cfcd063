"""The flags of `accelerate launch`: where `trl` forwards the keys of a YAML file that no dataclass has."""

import ast


def _literal(node):
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def launch_flags(tree):
    """{flag name with underscores: description} from the add_argument calls of `launch_command_parser`."""
    parser = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "launch_command_parser")
    flags = {}
    for call in ast.walk(parser):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "add_argument"):
            continue
        names = [_literal(arg) for arg in call.args]
        longs = [name[2:] for name in names if isinstance(name, str) and name.startswith("--")]
        options = {keyword.arg: keyword.value for keyword in call.keywords}
        action = _literal(options["action"]) if "action" in options else None
        for name in longs:
            if name == "help":
                continue
            kind = ast.unparse(options["type"]) if "type" in options else "str"
            # Conversions of its own (str_to_bool) are left to accelerate.
            entry = {"converts": "switch" if action in ("store_true", "store_false") else kind if kind in ("int", "float") else "str"}
            choices = _literal(options["choices"]) if "choices" in options else None
            if choices:
                entry["choices"] = list(choices)
            text = _literal(options["help"]) if "help" in options else None
            if text:
                entry["help"] = " ".join(text.replace("%%", "%").split())
            flags[name.replace("-", "_")] = entry
    return flags
