"""Keys that plain functions read from a parsed config: `get_scalar_param(param_dict, KEY, DEFAULT)` and the like."""

import ast

from annotation_kinds import kind_of

GETTERS = ("get_scalar_param", "get_dict_param", "get_list_param")


def keys_read(models, module, names):
    """{dotted key: {"default": value}, or {} where the code tells none} of all functions of a module.

    `names` says which parameters hold which mapping: {"param_dict": "", "flops_profiler_dict": "flops_profiler"}.
    """
    found = {}
    for function in ast.walk(models.classes.module(module)):
        if isinstance(function, ast.FunctionDef):
            _Reader(models, module, names, function, found).read()
    return found


class _Reader:
    def __init__(self, models, module, names, function, found):
        self.models, self.module, self.found, self.function = models, module, found, function
        arguments = function.args
        self.paths = {a.arg: names[a.arg] for a in arguments.args if a.arg in names}
        self.paths.update({key: path for key, path in names.items() if "." in key})
        with_default = arguments.args[len(arguments.args) - len(arguments.defaults) :]
        self.defaults = {a.arg: default for a, default in zip(with_default, arguments.defaults)}

    def read(self):
        """Reads the function, once for each round of a loop over literal keys."""
        loops = [
            node
            for node in ast.walk(self.function)
            if isinstance(node, ast.For) and isinstance(node.iter, (ast.List, ast.Tuple))
        ]
        for loop in loops[:1]:
            for element in loop.iter.elts:
                self.defaults[ast.unparse(loop.target)] = element
                self._read()
        if not loops:
            self._read()

    def _read(self):
        for node in ast.walk(self.function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                path = self.path(node.value)
                if path is not None:
                    self.paths.setdefault(node.targets[0].id, path)
        for node in ast.walk(self.function):
            if isinstance(node, ast.Call):
                self._call(node)
            elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In):
                self._note(self._keys_of(node.comparators[0]), node.left)
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
                self._note(self.path(node.value), node.slice)

    def _call(self, node):
        name = ast.unparse(node.func)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
            self._note(self.path(node.func.value), node.args[0], node.args[1] if len(node.args) > 1 else None)
        elif (name in GETTERS or name.startswith("get_")) and len(node.args) >= 2:
            self._note(self.path(node.args[0]), node.args[1], node.args[2] if len(node.args) > 2 else None)

    def _keys_of(self, node):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "keys":
            node = node.func.value
        return self.path(node)

    def _constant(self, node):
        if isinstance(node, ast.Name) and node.id in self.defaults:
            node = self.defaults[node.id]
        return self.models.constant(self.module, node)

    def path(self, node):
        """The dotted path of the mapping that an expression stands for, None for anything else."""
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self.paths.get(ast.unparse(node))
        base = key = None
        if isinstance(node, ast.Subscript):
            base, key = self.path(node.value), node.slice
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "get"
            and node.args
        ):
            base, key = self.path(node.func.value), node.args[0]
        if base is None:
            return None
        try:
            name = self._constant(key)
        except ValueError:
            return None
        return _joined(base, name) if isinstance(name, str) else None

    def _note(self, base, key, default=None):
        if base is None:
            return
        try:
            name = self._constant(key)
        except ValueError:
            return
        if not isinstance(name, str):
            return
        path, entry = _joined(base, name), {}
        if default is not None:
            try:
                entry = {"default": self._constant(default)}
            except ValueError:
                entry = {"defaultText": ast.unparse(default)}
        if entry or path not in self.found:
            self.found[path] = {**self.found.get(path, {}), **entry}


def _joined(base, name):
    return base + "." + name if base else name


def getter_field(entry):
    """A catalogue field of a key that is read without a check of its type."""
    value = entry.get("default")
    kind = kind_of(value) if value is not None else "any"
    if not entry:
        entry = {"default": None}
    if kind == "any":
        return {"type": "any", "accepts": ["any"], **entry}
    accepts = (
        [kind] if kind in ("bool", "dict", "list") else ["int", "float"] if kind in ("int", "float") else [kind, "any"]
    )
    return {"type": kind, "accepts": accepts, **entry}
