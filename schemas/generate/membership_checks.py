"""The values a class insists on: `assert self.x in [...]` and `if self.x not in [...]: raise`."""

import ast


def _own_field(node):
    return node.attr if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self" else None


def _raises(body):
    return any(isinstance(node, ast.Raise) for node in body)


def checked_values(method, lookup):
    """{field: [texts]} of the unconditional checks of one method.

    `lookup(name)` gives the node of a value that is defined outside of the method. A field that may also be None
    (`if self.x is not None and ...`) counts; a check that depends on another field does not.
    """
    local = {
        n.targets[0].id: n.value
        for n in method.body
        if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
    }
    found = {}
    for node in method.body:
        if any(isinstance(part, ast.Return) for part in ast.walk(node)):
            break  # what follows may not be reached
        wanted = None
        if isinstance(node, ast.Assert):
            wanted = _membership(node.test, ast.In, ast.Or)
        elif isinstance(node, ast.If) and _raises(node.body):
            wanted = _membership(node.test, ast.NotIn, ast.And)
        if wanted:
            field, values = wanted
            if isinstance(values, ast.Name):
                values = local.get(values.id) or lookup(values.id)
            texts = _texts(values)
            if texts:
                found[field] = texts
    return found


def _membership(test, operator, joint):
    """(field, node of the values) of `self.x in Y`, also beside a test of the same field for None."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, joint) and len(test.values) == 2:
        one, two = test.values
        if isinstance(one, ast.Compare) and isinstance(one.ops[0], (ast.Is, ast.IsNot)):
            found = _membership(two, operator, joint)
            return found if found and _own_field(one.left) == found[0] else None
        return None
    if (
        isinstance(test, ast.Compare)
        and len(test.ops) == 1
        and isinstance(test.ops[0], operator)
        and _own_field(test.left)
    ):
        return _own_field(test.left), test.comparators[0]
    return None


def _texts(node):
    if isinstance(node, ast.Call) and node.args:  # frozenset({...})
        node = node.args[0]
    if isinstance(node, ast.Dict):
        parts = node.keys
    elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        parts = node.elts
    else:
        return []
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return texts if len(texts) == len(parts) else []
