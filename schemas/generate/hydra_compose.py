"""What Hydra composes of a config and its `defaults:` list, without Hydra: every key with value and description.

Covers what verl's files use: `group: option`, `group@package: option`, `file@package`, lists of options, `../` and
absolute groups, `${group}` in an option, `# @package _global_`, `_self_` and `hydra.searchpath`.
"""

import posixpath
import re

from omegaconf_yaml import Leaf, read


class Composer:
    def __init__(self, tree, folders, choices=None):
        """`folders`: config folders, searched in order. `choices`: options by `group` or `group@package`."""
        self.tree, self.folders, self.choices = tree, folders, dict(choices or {})
        self.root = {}
        #: {`group@package` as an override names it: option}
        self.groups = {}

    def compose(self, name):
        """{dotted key: Leaf} of the primary config `name`, in the order of composition."""
        self._include(name, "", primary=True)
        self.root.pop("hydra", None)
        return flatten(self.root)

    def _source(self, path):
        for folder in self.folders:
            try:
                return self.tree.read("%s/%s.yaml" % (folder, path))
            except KeyError:
                continue
        raise KeyError("no config %s.yaml in %s" % (path, ", ".join(self.folders)))

    def _include(self, path, package, primary=False):
        text = self._source(path)
        header = re.search(r"^#\s*@package\s+(\S+)", text, re.M)
        if header and not primary:
            package = "" if header.group(1) == "_global_" else header.group(1)
        body = read(text)
        defaults = body.pop("defaults", None)
        entries = list(defaults.value) if isinstance(defaults, Leaf) else []
        if "_self_" not in entries:
            entries.append("_self_")
        for entry in entries:
            for key, option in entry.items() if isinstance(entry, dict) else ():
                if key.startswith("override "):
                    # Holds for the whole tree, also for what was listed before it; the outermost one wins.
                    self.choices.setdefault(key[len("override ") :].lstrip("/"), option)
        for entry in entries:
            if entry == "_self_":
                merge(self.root, nested(package, body))
            elif isinstance(entry, str):
                file, _, target = entry.partition("@")
                self._include(
                    posixpath.join(posixpath.dirname(path), file), ".".join(part for part in (package, target) if part)
                )
            else:
                for key, option in entry.items():
                    if not key.startswith("override "):
                        self._group(posixpath.dirname(path), package, str(key), option)

    def _group(self, here, package, key, option):
        group, _, target = re.sub(r"^optional\s+", "", key).partition("@")
        path = group[1:] if group.startswith("/") else posixpath.normpath(posixpath.join(here, group))
        if target.startswith("_global_"):
            place = target[len("_global_") :].lstrip(".")
        else:
            place = ".".join(part for part in (package, target or group.strip("./").replace("/", ".")) if part)
        name = path if place == path.replace("/", ".") else "%s@%s" % (path, place)
        option = self.choices.get(name, option)
        if isinstance(option, str):
            option = re.sub(r"\$\{(\w+)\}", lambda found: str(self.choices.get(found.group(1), found.group(0))), option)
        self.choices.setdefault(name, option)
        self.groups[name] = option
        for one in option if isinstance(option, list) else [option] if option is not None else []:
            self._include(posixpath.join(path, one), place)


def nested(package, body):
    for part in reversed([part for part in package.split(".") if part]):
        body = {part: body}
    return body


def merge(into, other):
    """OmegaConf's merge: mappings by key, anything else replaces. A description survives a value without one."""
    for key, value in other.items():
        old = into.get(key)
        if isinstance(value, dict):
            if not isinstance(old, dict):
                old = into[key] = {}
            merge(old, value)
        elif isinstance(old, dict) and value.value == {}:
            continue
        else:
            into[key] = Leaf(value.value, value.help or (old.help if isinstance(old, Leaf) else ""))


def flatten(tree, prefix=""):
    found = {}
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            found.update(flatten(value, prefix + key + "."))
        elif not isinstance(value, dict):
            found[prefix + key] = value
        else:
            found[prefix + key] = Leaf({})
    return found
