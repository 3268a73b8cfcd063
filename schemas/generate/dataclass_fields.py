"""Fields of a dataclass from its syntax tree: type, default, choices, help."""

import ast
import re

from types_of import accepts, converter


def enum_members(tree):
    """{class name: [values]} of the string enumerations of a module."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases):
            values = [s.value.value for s in node.body if isinstance(s, ast.Assign) and isinstance(s.value, ast.Constant)]
            values = [value for value in values if isinstance(value, str)]
            if values:
                found[node.name] = values
    return found


def class_named(tree, name):
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return node
    raise KeyError("no class " + name)


def coerced_enums(cls):
    """{field: enumeration} of the fields that `__post_init__` passes through an enumeration, which rejects others."""
    found = {}
    for method in cls.body:
        if isinstance(method, ast.FunctionDef) and method.name == "__post_init__":
            for node in ast.walk(method):
                if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
                    continue
                target, call = ast.unparse(node.targets[0]), node.value
                if target.startswith("self.") and [ast.unparse(a) for a in call.args] == [target]:
                    found[target[len("self.") :]] = ast.unparse(call.func)
    return found


def docstring_kinds(cls):
    """{field: kinds} that the class's docstring names beyond the annotation, as in `str` or `bool`."""
    found = {}
    for name, text in re.findall(r"^\s+(\w+) \((`[^)]*)\)", ast.get_docstring(cls, clean=False) or "", re.M):
        while re.search(r"\[[^][]*\]", text):  # `list[str]` is a list and no text
            text = re.sub(r"\[[^][]*\]", "", text)
        kinds = []
        for word in re.findall(r"\b(int|float|str|bool|list|dict|tuple)\b", text.split("*optional*")[0]):
            kinds.append("list" if word == "tuple" else word)
        found[name] = kinds
    return found


def _last_assignments(cls):
    """Plain names assigned in a class body (also under `if`), the last one wins."""
    names = {}
    for node in ast.walk(cls):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant):
            names[node.targets[0].id] = node.value.value
    return names


def _default(field, names):
    """{"default": value} when it is a literal, else {"defaultText": source}; {} when the field is required."""
    if not (isinstance(field, ast.Call) and ast.unparse(field.func) == "field"):
        return {} if field is None else {"default": ast.literal_eval(field)}
    for keyword in field.keywords:
        if keyword.arg == "default":
            if isinstance(keyword.value, ast.Name) and keyword.value.id in names:
                return {"default": names[keyword.value.id]}
            try:
                return {"default": ast.literal_eval(keyword.value)}
            except ValueError:
                return {"defaultText": ast.unparse(keyword.value)}
        if keyword.arg == "default_factory":
            text = ast.unparse(keyword.value)
            return {"default": []} if text == "list" else {"default": {}} if text == "dict" else {"defaultText": text}
    return {}


def _metadata(field):
    """The literal entries of `metadata={...}`: help and choices."""
    if not isinstance(field, ast.Call):
        return {}
    for keyword in field.keywords:
        if keyword.arg == "metadata" and isinstance(keyword.value, ast.Dict):
            found = {}
            for key, value in zip(keyword.value.keys, keyword.value.values):
                try:
                    found[ast.literal_eval(key)] = ast.literal_eval(value)
                except ValueError:
                    pass
            return found
    return {}


def extract(tree, name, enums):
    """{field: description} of one dataclass's own fields, in the source's order."""
    cls = class_named(tree, name)
    names, coerced, documented = _last_assignments(cls), coerced_enums(cls), docstring_kinds(cls)
    fields = {}
    for node in cls.body:
        if not isinstance(node, ast.AnnAssign) or node.target.id.startswith("_"):
            continue
        key = node.target.id
        metadata = _metadata(node.value)
        convert, is_list, none_text = converter(node.annotation, enums)
        kinds = accepts(node.annotation, enums)
        entry = {"type": ast.unparse(node.annotation)}
        entry["accepts"] = kinds + [kind for kind in documented.get(key, []) if kind not in kinds]
        entry["converts"] = convert
        if is_list:
            entry["list"] = True
        if none_text:
            entry["noneText"] = True
        entry.update(_default(node.value, names))
        enum = next((part for part in entry["type"].split(" | ") if part in enums), None)
        choices = enums[enum] if enum else metadata.get("choices")
        if choices:
            entry["choices"] = list(choices)
        if key in coerced and coerced[key] in enums:
            entry["coerced"] = coerced[key]
        if "help" in metadata:
            entry["help"] = " ".join(metadata["help"].replace("%%", "%").split())
        fields[key] = entry
    return fields
