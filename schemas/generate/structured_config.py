"""Fields of a dataclass that `OmegaConf.structured` reads a file into; those of nested classes as dotted keys."""

import ast

from annotation_kinds import kinds
from render import shortened
from target_classes import quoted_choices


def structured_fields(classes, module, cls, prefix=""):
    """{dotted key: field} of a dataclass and of the dataclasses in it."""
    found = {}
    documents = _texts_below(classes.chain(module, cls))
    for name, (where, node) in classes.fields(module, cls).items():
        nested = classes.annotated(where, node.annotation)
        if nested:
            found.update(structured_fields(classes, *nested, prefix + name + "."))
        else:
            found[prefix + name] = _field(node, documents.get(name, ""))
    return found


def _texts_below(chain):
    """{field: the text literal that follows it}."""
    found = {}
    for _, part in reversed(chain):
        for node, after in zip(part.body, part.body[1:]):
            if (
                isinstance(node, ast.AnnAssign)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                found[ast.unparse(node.target)] = str(after.value.value)
    return found


def _field(node, text):
    accepted = kinds(node.annotation)
    entry = {"type": ast.unparse(node.annotation), "accepts": accepted}
    single = [kind for kind in accepted if kind != "null"]
    if single == ["list"]:
        inner = node.annotation.slice if isinstance(node.annotation, ast.Subscript) else None
        element = kinds(inner.elts[0] if isinstance(inner, ast.Tuple) else inner) if inner is not None else ["any"]
        entry.update(converts=element[0], list=True)
    elif len(single) == 1:
        entry["converts"] = single[0]
    entry.update(default_of(node.value))
    if single == ["dict"]:
        entry["open"] = True
    choices = quoted_choices(text, entry.get("default"))
    if choices:
        entry.update(choices=choices, openChoices=True)
    if text:
        entry["help"] = shortened(text)
    return entry


def default_of(value):
    """default, defaultText, required or derived of a dataclass field's right-hand side."""
    if value is None:
        return {"required": True}
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "field":
        options = {keyword.arg: keyword.value for keyword in value.keywords}
        found = {"derived": True} if "init" in options and not ast.literal_eval(options["init"]) else {}
        if "default_factory" in options:
            factory = ast.unparse(options["default_factory"])
            made = {"dict": {}, "list": []}.get(factory)
            return {**found, **({"defaultText": factory} if made is None else {"default": made})}
        return {**found, **(default_of(options["default"]) if "default" in options else {"required": True})}
    try:
        literal = ast.literal_eval(value)
    except ValueError:
        return {"defaultText": ast.unparse(value)}
    return {"default": list(literal) if isinstance(literal, tuple) else literal}
