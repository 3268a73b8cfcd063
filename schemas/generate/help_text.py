"""Comments and docstrings as one short line."""

import re

from render import shortened

# Lines that tell how a config is put together, not what a key means.
NOTES = re.compile(
    r"TODO|FIXME|@package|Required when using verl\.utils\.omega_conf_to_dataclass"
    r"|oc\.select|\.xxx refers to|same as \$"
)


def comment_text(lines):
    """Comment lines above a key as prose; notes to the framework's own developers are left out."""
    text = ""
    for line in lines:
        line = line.strip().lstrip("# ").rstrip()
        if NOTES.match(line) or not line.strip("-=* "):
            continue
        new_sentence = text and text[-1].isalnum() and line[0].isupper()
        text += (". " if new_sentence else " ") + line
    return shortened(text)


def documented_arguments(docstring):
    """{name: text} of the `Args:` block of a Google-style docstring; deeper lines continue the argument above."""
    found, current, indent = {}, None, None
    inside = False
    for line in (docstring or "").expandtabs(4).splitlines():
        if re.match(r"\s*(Args|Arguments|Attributes|Parameters):\s*$", line):
            inside, indent = True, None
            continue
        if not inside or not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        match = re.match(r"\s*(\w+)\s*(\([^)]*\))?\s*:\s*(.*)$", line)
        if match and (indent is None or depth == indent):
            indent, current = depth, match.group(1)
            found[current] = [match.group(3)]
        elif current and indent is not None and depth > indent:
            found[current].append(line.strip())
        elif indent is not None and depth < indent:
            inside = False
    return {name: shortened(" ".join(parts)) for name, parts in found.items()}
