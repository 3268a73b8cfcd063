"""What a class's docstring says of its fields, in the style `name (`type`, *optional*, defaults to `x`): text`."""

import ast
import re

ENTRY = re.compile(r"^( *)(\w+) ?(?:\(((?:[^()]|\([^()]*\))*)\))?: *(.*)$")


def documented_kinds(cls):
    """{field: kinds} that the docstring names beyond the annotation, as in `str` or `bool`."""
    found = {}
    for name, text in re.findall(r"^\s+(\w+) \((`[^)]*)\)", ast.get_docstring(cls, clean=False) or "", re.M):
        while re.search(r"\[[^][]*\]", text):  # `list[str]` is a list and no text
            text = re.sub(r"\[[^][]*\]", "", text)
        kinds = []
        for word in re.findall(r"\b(int|float|str|bool|list|dict|tuple)\b", text.split("*optional*")[0]):
            kinds.append("list" if word == "tuple" else word)
        found[name] = kinds
    return found


def documented_help(cls):
    """{field: text}: what stands indented below, or behind, the field's entry."""
    found, name, depth = {}, None, 0
    for line in (ast.get_docstring(cls) or "").splitlines():
        indent = len(line) - len(line.lstrip())
        if name and line.strip() and indent > depth:
            found[name].append(line.strip())
            continue
        entry = ENTRY.match(line)
        # Headings such as `Args:` are no fields; the entries stand below them.
        name = entry[2] if entry and (entry[1] or entry[3]) else name if not line.strip() else None
        if entry and name:
            depth, found[name] = indent, [entry[4]] if entry[4] else []
    return {name: " ".join(lines) for name, lines in found.items() if lines}
