"""Fields of dataclasses with all they inherit, across the modules of one release."""

import ast

from classes import Classes
from help_text import documented_arguments


class Dataclasses:
    def __init__(self, tree):
        self._tree = tree
        self._classes = Classes(tree)
        self._fields = {}
        self._documentation = {}

    def module(self, dotted):
        return self._tree.module(dotted)

    def value(self, module, name):
        """The node of a module-level value, through imports; None when it is not there."""
        found = self._classes.resolve(module, name) if self._tree.path_of(module) else None
        return found[1] if found and isinstance(found[1], ast.AST) else None

    def find(self, module, name):
        """(module that defines it, class), through imports; None when it is not there."""
        found = self._classes.resolve(module, name) if self._tree.path_of(module) else None
        return found if found and isinstance(found[1], ast.ClassDef) else None

    def chain(self, module, cls):
        """(module, class) of the class and everything of this package it inherits, nearest first."""
        found = [(module, cls)]
        for base in cls.bases:
            parent = self.find(module, base.id) if isinstance(base, ast.Name) else None
            if parent:
                found.extend(entry for entry in self.chain(*parent) if entry not in found)
        return found

    def fields(self, module, cls):
        """{name: (module, AnnAssign)}, those of the bases first; an own field replaces an inherited one."""
        key = (module, cls.name)
        if key in self._fields:
            return self._fields[key]
        found = self._fields[key] = {}
        for where, part in reversed(self.chain(module, cls)):
            for node in part.body:
                if (
                    isinstance(node, ast.AnnAssign)
                    and isinstance(node.target, ast.Name)
                    and not node.target.id.startswith("_")
                ):
                    if "ClassVar" not in ast.unparse(node.annotation):
                        found[node.target.id] = (where, node)
        return found

    def documentation(self, module, cls):
        """{field: text} from the docstrings' `Args:` blocks."""
        key = (module, cls.name)
        if key in self._documentation:
            return self._documentation[key]
        found = self._documentation[key] = {}
        for _, part in reversed(self.chain(module, cls)):
            found.update(documented_arguments(ast.get_docstring(part)))
        return found

    def annotated(self, module, annotation):
        """(module, class) of the dataclass that an annotation names (also `Optional[X]`, `X | None`), or None."""
        for node in ast.walk(annotation):
            found = self.find(module, node.id) if isinstance(node, ast.Name) else None
            if found and any("dataclass" in ast.unparse(decorator) for decorator in found[1].decorator_list):
                return found
        return None
