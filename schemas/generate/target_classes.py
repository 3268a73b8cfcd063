"""Types, values and texts that the `_target_` dataclasses of a Hydra config add to its keys."""

import ast
import re

from annotation_kinds import kind_of, kinds, literals
from render import shortened
from membership_checks import checked_values


class Targets:
    def __init__(self, classes, leaves):
        self.classes, self.leaves = classes, leaves
        self._at = {}

    def at(self, prefix):
        """(module, class) that a mapping becomes: its `_target_`, else what the class around it says; or None."""
        if prefix not in self._at:
            self._at[prefix] = self._class(prefix)
        return self._at[prefix]

    def _class(self, prefix):
        target = self.leaves.get(prefix + "._target_" if prefix else "_target_")
        if target is not None and isinstance(target.value, str) and "." in target.value:
            return self.classes.find(*target.value.rsplit(".", 1))
        if not prefix:
            return None
        around, _, name = prefix.rpartition(".")
        field = self._field(around, name)
        return self.classes.annotated(field[0], field[1].annotation) if field else None

    def _field(self, prefix, name):
        cls = self.at(prefix)
        return self.classes.fields(*cls).get(name) if cls else None

    def describe(self, key):
        """{"type", "accepts", "choices", "openChoices", "help"} as far as a class tells."""
        prefix, _, name = key.rpartition(".")
        field = self._field(prefix, name)
        if not field:
            return {}
        cls = self.at(prefix)
        found = {"type": ast.unparse(field[1].annotation), "accepts": kinds(field[1].annotation)}
        checked = self.checks(cls).get(name)
        named = literals(field[1].annotation)
        if checked:
            found["choices"] = checked
        elif named:
            found.update(choices=named, openChoices=True)
        text = self.classes.documentation(*cls).get(name)
        if text:
            found["help"] = text
        return found

    def sections(self):
        """{prefix: names a class takes beyond the config's keys} of the mappings with a `_target_` that was found.

        Hydra builds such a class from all keys of the mapping: one that the class does not take ends the run.
        """
        found = {}
        for key in self.leaves:
            prefix, _, last = key.rpartition(".")
            cls = self.at(prefix) if last == "_target_" else None
            if cls:
                there = {name[len(prefix) + 1 :].split(".")[0] for name in self.leaves if name.startswith(prefix + ".")}
                found[prefix] = [name for name in self.classes.fields(*cls) if name not in there]
        return found

    def checks(self, cls):
        """{field: texts} that `__post_init__` of the class or of a class it inherits insists on."""
        found = {}
        for module, part in reversed(self.classes.chain(*cls)):
            for method in part.body:
                if isinstance(method, ast.FunctionDef) and method.name == "__post_init__":
                    found.update(checked_values(method, lambda name, module=module: self.classes.value(module, name)))
        return found


def leaf_field(leaf, described):
    """One catalogue field of a composed key and what its class says."""
    value = leaf.value
    interpolated = isinstance(value, str) and "${" in value
    kind = "any" if interpolated or value in (None, "???") else kind_of(value)
    entry = {"type": described.get("type", kind)}
    accepts = list(described.get("accepts", [kind, "any"] if kind != "any" else ["any"]))
    if "accepts" in described and "any" not in accepts:
        # The shipped value is right, whatever the annotation says.
        own = "null" if value is None else kind
        if own not in accepts and own != "any":
            accepts.append(own)
    entry["accepts"] = accepts
    if value == "???":
        entry["required"] = True
    elif interpolated:
        entry["defaultText"] = value
    else:
        entry["default"] = value
    if value == {}:
        entry["open"] = True
    choices, is_open = described.get("choices"), described.get("openChoices")
    if not choices:
        choices, is_open = quoted_choices(leaf.help, value), True
    if choices:
        entry["choices"] = (
            choices
            if not isinstance(value, str) or interpolated or value == "???" or value in choices
            else [value] + choices
        )
        if is_open:
            entry["openChoices"] = True
    text = leaf.help or described.get("help")
    if text:
        entry["help"] = shortened(text)
    return entry


def quoted_choices(text, default):
    """Values that a comment lists in quotes (`Resume mode: "auto", "disable"`), when the default is one of them."""
    found = list(dict.fromkeys(re.findall(r"[\"'`]([A-Za-z0-9_.-]+)[\"'`]", text or "")))
    return found if isinstance(default, str) and default in found and len(found) > 1 else []
