"""Sets of names that a module registers, compares with or lists."""

import ast


def _texts(nodes):
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def enum_values(tree, name):
    """The texts of an enumeration class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == name:
            return _texts(part.value for part in node.body if isinstance(part, ast.Assign))
    return []


def first_arguments(tree, name):
    """The texts given first to calls of a function, e.g. `@register("naive")`."""
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name
    ]
    return _texts(call.args[0] for call in sorted(calls, key=lambda call: call.lineno) if call.args)


def list_assigned(tree, name):
    """The texts of a list literal that is assigned to a name."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Assign)
            and ast.unparse(node.targets[0]) == name
            and isinstance(node.value, (ast.List, ast.Tuple))
        ):
            return _texts(node.value.elts)
    return []


def function(tree, name):
    """A function of the module; an empty module when there is none."""
    return next(
        (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name), ast.Module([], [])
    )


def dict_keys(tree, name):
    """The literal keys of a dictionary that is assigned to a name."""
    for node in tree.body:
        target = (
            node.targets[0]
            if isinstance(node, ast.Assign)
            else node.target if isinstance(node, ast.AnnAssign) else None
        )
        if target is not None and ast.unparse(target) == name and isinstance(node.value, ast.Dict):
            return [ast.literal_eval(key) for key in node.value.keys]
    return []


def compared(tree, name):
    """The texts a variable is compared with by `==` or `in`, in the source's order."""
    found = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Compare)
            and ast.unparse(node.left) == name
            and isinstance(node.ops[0], (ast.Eq, ast.In))
        ):
            right = node.comparators[0]
            parts = right.elts if isinstance(right, (ast.Tuple, ast.List, ast.Set)) else [right]
            found += [(part.lineno, part.col_offset, part.value) for part in parts if _texts([part])]
    return list(dict.fromkeys(text for _, _, text in sorted(found)))
