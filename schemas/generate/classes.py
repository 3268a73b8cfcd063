"""Classes of a release and what they inherit, followed through imports; nothing is imported or run."""

import ast

from dataclass_fields import fields_of, is_dataclass
from enumerations import enum_values, is_enum


class Classes:
    """Finds classes and assigned values by the names that a module knows them by."""

    def __init__(self, tree):
        self._tree = tree
        self._indexes = {}
        self._found = {}

    def resolve(self, module, name):
        """(module, node) of a class or an assigned value; ("package", its name) outside the tree; None if unknown."""
        key = (module, name)
        if key not in self._found:
            self._found[key] = None  # a cycle of imports ends here
            self._found[key] = self._search(module, name)
        return self._found[key]

    def _search(self, module, name):
        index = self._index(module)
        if name in index["classes"]:
            return module, index["classes"][name]
        if name in index["imports"]:
            return self._imported(*index["imports"][name])
        if name in index["values"]:
            value = index["values"][name]
            return self.resolve(module, value.id) if isinstance(value, ast.Name) else (module, value)
        found = (
            self._imported(source, name) for source in index["stars"] if source.split(".")[0] in self._tree.packages
        )
        return next((one for one in found if one), None)

    def _imported(self, source, name):
        if source.split(".")[0] not in self._tree.packages:
            return source.split(".")[0], name
        return self.resolve(source, name) if self._tree.path_of(source) else None

    def _index(self, module):
        """What a module's names stand for; imports count wherever they stand, values only outside of functions."""
        if module not in self._indexes:
            body = self._tree.module(module)
            index = {"classes": {}, "imports": {}, "values": {}, "stars": []}
            for node in ast.walk(body):
                if isinstance(node, ast.ImportFrom):
                    source = self._source(module, node)
                    for alias in node.names:
                        if alias.name == "*":
                            index["stars"].append(source)
                        else:
                            index["imports"][alias.asname or alias.name] = (source, alias.name)
            for node in _outside_functions(body):
                if isinstance(node, ast.ClassDef):
                    index["classes"][node.name] = node
                elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    index["values"][node.targets[0].id] = node.value
                elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
                    index["values"][node.target.id] = node.value
            self._indexes[module] = index
        return self._indexes[module]

    def _source(self, module, node):
        """The dotted module that a `from ... import` names."""
        if not node.level:
            return node.module
        parts = module.split(".")
        if not self._tree.path_of(module).endswith("__init__.py"):
            parts = parts[:-1]
        parts = parts[: len(parts) - node.level + 1]
        return ".".join(parts + ([node.module] if node.module else []))


def _outside_functions(node):
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from _outside_functions(child)


class NamesOf:
    """What one module's names give a field: enumerations, constants for defaults, aliases of annotations."""

    def __init__(self, classes, module):
        self._classes, self._module = classes, module

    def _resolve(self, name):
        found = self._classes.resolve(self._module, name) if name.isidentifier() else None
        return found[1] if found and not isinstance(found[1], str) else None

    def enum(self, name):
        """The values of an enumeration of texts, None for anything else."""
        node = self._resolve(name)
        return list(enum_values(node).values()) or None if isinstance(node, ast.ClassDef) and is_enum(node) else None

    def constant(self, text):
        """(value,) of `NAME` or `Enumeration.MEMBER`, None where it is not known."""
        name, _, member = text.replace(".value", "").partition(".")
        node = self._resolve(name)
        if isinstance(node, ast.ClassDef):
            values = enum_values(node) if is_enum(node) else {}
            return (values[member],) if member in values else None
        if node is None or member:
            return None
        try:
            return (ast.literal_eval(node),)
        except (ValueError, TypeError):
            return None

    def alias(self, name):
        """The annotation that a name such as `Mode = Literal["a", "b"]` stands for."""
        node = self._resolve(name)
        return node if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Literal") else None


def groups(tree, roots, external=()):
    """({group: description}, {root: its group}) of dataclasses and of all they inherit.

    `roots` are (module, class name). Bases outside the package count where `external` names their package. Bases stand
    in the order of the source: looking through them depth first finds the field that a dataclass ends up with.
    """
    classes = Classes(tree)
    made, names, rooted = {}, {}, {}

    def visit(module, cls):
        key = (module, cls.name)
        if key in names:
            return names[key]
        name = names[key] = cls.name if cls.name not in made else "%s.%s" % key
        made[name] = {}
        bases = []
        for base in cls.bases:
            found = classes.resolve(module, ast.unparse(base))
            if found and isinstance(found[1], ast.ClassDef):
                bases.append(visit(*found))
            elif found and isinstance(found[1], str) and found[0] in external:
                bases.append("%s:%s" % found)
        fields = fields_of(cls, NamesOf(classes, module)) if is_dataclass(cls) else {}
        made[name] = {"module": module, "bases": bases, "fields": fields}
        return name

    for module, wanted in roots:
        found = classes.resolve(module, wanted)
        if found and isinstance(found[1], ast.ClassDef):
            rooted[(module, wanted)] = visit(*found)
        elif found and isinstance(found[1], str) and found[0] in external:
            rooted[(module, wanted)] = "%s:%s" % found
        else:
            raise KeyError("no class %s in %s" % (wanted, module))
    return made, rooted
