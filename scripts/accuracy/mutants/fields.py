"""What can be set in a framework, as the framework itself tells at run time."""

import dataclasses
import enum
import types
import typing

KINDS = {int: "int", float: "float", bool: "bool", str: "str", list: "list", tuple: "list", set: "list", dict: "dict"}


@dataclasses.dataclass
class Field:
    """One setting. `kinds` names the kinds of values that its annotation allows; empty: nothing is known of them."""

    name: str
    kinds: set
    default: object = None
    choices: list = None
    required: bool = False


def kinds_of(annotation):
    """(kinds, choices) of a type annotation."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        parts = [kinds_of(part) for part in typing.get_args(annotation) if part is not type(None)]
        choices = [choice for _, part in parts if part for choice in part]
        return set().union(*(kinds for kinds, _ in parts)), choices or None
    if origin is typing.Literal:
        return {"str"}, [choice for choice in typing.get_args(annotation) if isinstance(choice, str)]
    if origin is not None:
        return kinds_of(origin)
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return {"str"}, [str(member.value) for member in annotation]
    return ({KINDS[annotation]} if annotation in KINDS else set()), None


def of_dataclasses(classes):
    """The fields that a parser of these classes takes, the first owner of a name winning."""
    found = {}
    for cls in classes:
        hints = typing.get_type_hints(cls)
        for field in dataclasses.fields(cls):
            if not field.init or field.name in found:
                continue
            kinds, choices = kinds_of(hints[field.name])
            default = field.default if field.default is not dataclasses.MISSING else None
            factory = field.default_factory
            if default is None and factory is not dataclasses.MISSING:
                default = factory()
            if isinstance(default, enum.Enum):
                default = default.value
            required = field.default is dataclasses.MISSING and factory is dataclasses.MISSING
            found[field.name] = Field(field.name, kinds, default, list(field.metadata.get("choices") or choices or []) or None, required)
    return list(found.values())


def of_parser(parser):
    """The flags of an argparse parser."""
    found = []
    for action in parser._actions:
        flags = [flag[2:] for flag in action.option_strings if flag.startswith("--")]
        if not flags or action.dest == "help":
            continue
        kinds = {"switch"} if action.nargs == 0 else {KINDS.get(action.type, "str")}
        if action.nargs not in (0, None, "?"):
            kinds = {"list"}
        choices = [str(choice) for choice in action.choices] if action.choices else None
        found.append(Field(flags[0], kinds, action.default, choices, action.required))
    return found


def of_leaves(tree, prefix=""):
    """The leaves of a composed config, by dotted path; what they hold by default tells their kind."""
    found = []
    for key, value in tree.items():
        path = "%s.%s" % (prefix, key) if prefix else str(key)
        if isinstance(value, dict) and value:
            found += of_leaves(value, path)
        elif not str(key).startswith("_"):
            kinds = {KINDS[type(value)]} if type(value) in KINDS else set()
            found.append(Field(path, kinds, value))
    return found
