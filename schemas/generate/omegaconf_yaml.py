"""YAML as OmegaConf reads it: `1e-5` is a float, dates stay text. With the comments that describe each key."""

import re

import yaml

from help_text import comment_text

# The resolver of omegaconf/_utils.py (2.3).
FLOAT = re.compile(
    r"""^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?
    |[-+]?[0-9][0-9_]*(?:[eE][-+]?[0-9]+)
    |\.[0-9_]+(?:[eE][-+][0-9]+)?
    |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
    |[-+]?\.(?:inf|Inf|INF)
    |\.(?:nan|NaN|NAN))$""",
    re.X,
)


class Loader(yaml.SafeLoader):
    pass


Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:float")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:float", FLOAT, list("-+0123456789."))


class Leaf:
    """A scalar, a list or an empty mapping, with its description."""

    def __init__(self, value, help_text=""):
        self.value, self.help = value, help_text


def read(text):
    """A mapping of nested dicts whose ends are `Leaf`s."""
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        return _tree(loader, node, text.splitlines()) if node is not None else {}
    finally:
        loader.dispose()


def _tree(loader, node, lines):
    found = {}
    for key, value in node.value:
        name = str(loader.construct_object(key, deep=True))
        about = _comment(lines, key, value)
        if isinstance(value, yaml.MappingNode) and value.value:
            found[name] = _tree(loader, value, lines)
        else:
            found[name] = Leaf(loader.construct_object(value, deep=True), about)
    return found


def _comment(lines, key, value):
    """The comment lines right above a key, else the comment behind its value."""
    above, row = [], key.start_mark.line - 1
    while row >= 0 and lines[row].lstrip().startswith("#"):
        above.insert(0, lines[row])
        row -= 1
    text = comment_text(above)
    if text or isinstance(value, yaml.MappingNode) and value.value:
        return text
    end = value.end_mark
    rest = lines[end.line][end.column :].strip() if end.line < len(lines) and end.line == value.start_mark.line else ""
    return comment_text([rest]) if rest.startswith("#") else ""
