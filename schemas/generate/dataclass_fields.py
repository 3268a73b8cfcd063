"""Fields of a dataclass from its syntax tree: type, default, choices, help."""

import ast
import re

from docstrings import documented_help, documented_kinds
from enumerations import asserted_values, coerced_enums
from field_defaults import default_of, last_assignments, options_of
from render import shortened
from types_of import accepts, converter, literals, members, modern


def is_dataclass(cls):
    return any("dataclass" in ast.unparse(decorator) for decorator in cls.decorator_list)


def annotated(cls):
    """The annotated names of a class body that become fields, as (name, annotation, value)."""
    for node in cls.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not node.target.id.startswith("_"):
            if not re.match(r"(typing\.)?(ClassVar|InitVar)\b", ast.unparse(node.annotation)):
                yield node.target.id, node.annotation, node.value


def fields_of(cls, names):
    """{field: description} of a dataclass's own fields, in the source's order.

    `names` gives what the names of its module stand for (classes.NamesOf).
    """
    local, coerced, asserted = last_assignments(cls), coerced_enums(cls), asserted_values(cls)
    kinds, helps = documented_kinds(cls), documented_help(cls)

    def constant(text):
        return (local[text],) if text in local else names.constant(text)

    fields = {}
    for key, annotation, value in annotated(cls):
        annotation, metadata = modern(annotation, names.alias), _metadata(value)
        enums = {part: names.enum(part) for part in [*members(annotation), *coerced.values()] if names.enum(part)}
        entry = fields[key] = _typed(annotation, enums)
        entry["accepts"] += [kind for kind in kinds.get(key, []) if kind not in entry["accepts"]]
        entry.update(default_of(value, constant))
        if ast.unparse(options_of(value).get("init", ast.Constant(True))) == "False":
            entry.pop("required", None)
            entry["derived"] = True
        entry.update(_choices(annotation, enums, metadata))
        if coerced.get(key) in enums:
            entry["coerced"] = coerced[key]
        elif key in asserted:
            entry["choices"], entry["coerced"] = asserted[key], "__post_init__"
        aliases = metadata.get("aliases")
        if aliases:
            entry["aliases"] = [alias.lstrip("-") for alias in ([aliases] if isinstance(aliases, str) else aliases)]
        text = metadata.get("help") or helps.get(key)
        if isinstance(text, str) and text.strip():
            entry["help"] = shortened(text)
    return fields


def _typed(annotation, enums):
    convert, is_list, none_text = converter(annotation, enums)
    entry = {"type": ast.unparse(annotation), "accepts": accepts(annotation, enums), "converts": convert}
    if is_list:
        entry["list"] = True
    if none_text:
        entry["noneText"] = True
    return entry


def _choices(annotation, enums, metadata):
    """The values of an enumeration, of the metadata or of a `Literal`; proposals only where any text is taken too."""
    enum = next((part for part in members(annotation) if part in enums), None)
    named = [choice for choice in literals(annotation) if isinstance(choice, str)]
    choices = enums[enum] if enum else metadata.get("choices") or named
    if not choices:
        return {}
    found = {"choices": [str(choice) for choice in choices]}
    if named and not enum and "str" in members(annotation):
        found["openChoices"] = True
    return found


def _metadata(value):
    """The literal entries of `metadata={...}`: help, choices, aliases."""
    found, options = {}, options_of(value)
    pairs = [(ast.Constant(key), options[key]) for key in ("help", "aliases") if key in options]
    if isinstance(options.get("metadata"), ast.Dict):
        pairs += zip(options["metadata"].keys, options["metadata"].values)
    for key, node in pairs:
        try:
            found[ast.literal_eval(key)] = _text(node)
        except (ValueError, TypeError):
            pass
    return found


def _text(node):
    """A literal, also where texts are joined with `+` or carry `{...}` that stays as written."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _text(node.left) + _text(node.right)
    if isinstance(node, ast.JoinedStr):
        return "".join(p.value if isinstance(p, ast.Constant) else "{%s}" % ast.unparse(p.value) for p in node.values)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _text(node.func.value)
    return ast.literal_eval(node)
