"""Enumerations of texts, and the fields whose value `__post_init__` rejects when it is none of them."""

import ast

from membership_checks import checked_values


def is_enum(cls):
    """`class Kind(str, Enum)`, also with a base of the package's own such as `ExplicitEnum`."""
    return any("Enum" in ast.unparse(base) for base in cls.bases)


def enum_values(cls):
    """{member: text}, in the order of the source."""
    found = {}
    for node in cls.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            found[ast.unparse(node.targets[0])] = node.value.value
    return found


def _post_inits(cls):
    return [node for node in cls.body if isinstance(node, ast.FunctionDef) and node.name == "__post_init__"]


def coerced_enums(cls):
    """{field: enumeration} of the fields that `__post_init__` passes through an enumeration, which rejects others."""
    found = {}
    for node in (node for method in _post_inits(cls) for node in ast.walk(method)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            target, call = ast.unparse(node.targets[0]), node.value
            if target.startswith("self.") and [ast.unparse(argument) for argument in call.args] == [target]:
                found[target[len("self.") :]] = ast.unparse(call.func)
    return found


def asserted_values(cls):
    """{field: texts} of the fields for which `__post_init__` rejects all other texts by a check of its own."""
    found = {}
    for method in _post_inits(cls):
        found.update(checked_values(method, lambda name: None))
    return found
