"""What an annotation admits in words of the catalogue. For classes whose values nobody converts."""

import ast

NAMES = {
    "int": "int",
    "float": "float",
    "str": "str",
    "Path": "str",
    "bool": "bool",
    "None": "null",
    "list": "list",
    "List": "list",
    "tuple": "list",
    "Tuple": "list",
    "Sequence": "list",
    "ListConfig": "list",
    "dict": "dict",
    "Dict": "dict",
    "Mapping": "dict",
    "DictConfig": "dict",
}


def kind_of(value):
    """The kind of a literal value."""
    if value is None:
        return "null"
    if isinstance(value, (tuple, set)):
        return "list"
    return type(value).__name__ if type(value).__name__ in ("bool", "int", "float", "str", "list", "dict") else "any"


def kinds(annotation):
    """Kinds an annotation names, in order: of `Optional[int]` int and null, of `Literal["a"]` str, of a class any."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        found = kinds(annotation.left) + kinds(annotation.right)
    elif isinstance(annotation, ast.Constant):
        found = [kind_of(annotation.value)]
    elif isinstance(annotation, ast.Subscript):
        name = ast.unparse(annotation.value).split(".")[-1]
        inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
        if name in ("Optional", "Union", "Annotated"):
            inner = inner[:1] if name == "Annotated" else inner
            found = [kind for part in inner for kind in kinds(part)] + (["null"] if name == "Optional" else [])
        elif name == "Literal":
            found = [kind_of(ast.literal_eval(part)) for part in inner]
        else:
            found = [NAMES.get(name, "any")]
    else:
        found = [NAMES.get(ast.unparse(annotation).split(".")[-1], "any")]
    return list(dict.fromkeys(found))


def literals(annotation):
    """The texts of a `Literal[...]` anywhere in an annotation."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).split(".")[-1] == "Literal":
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return []
