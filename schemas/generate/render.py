"""The catalogue as text: one span of a field per line, short enough to ship, readable in a diff."""

import json
import re

HELP = 300


def render(catalogue):
    entries = [
        "  %s: %s" % (_json(key), _json(value))
        for key, value in catalogue.items()
        if key not in ("commands", "lists", "groups")
    ]
    for key in ("commands", "lists"):
        entries.append("  %s: %s" % (_json(key), _lines(catalogue[key], "    ", "  ")))
    groups = ["    %s: %s" % (_json(name), _group(group)) for name, group in catalogue["groups"].items()]
    entries.append('  "groups": {\n%s\n  }' % ",\n".join(groups))
    return "{\n%s\n}\n" % ",\n".join(entries)


def _group(group):
    head = ["%s: %s" % (_json(key), _json(value)) for key, value in group.items() if key != "fields"]
    return '{%s, "fields": %s}' % (", ".join(head), _lines(group["fields"], "      ", "    "))


def _lines(entries, indent, outer):
    """One entry per line; an entry of several spans takes a line for each."""
    lines = []
    for name, spans in entries.items():
        parts = [_json(span) for span in spans]
        lines.append("%s%s: [%s]" % (indent, _json(name), (",\n%s  " % indent).join(parts)))
    return "{\n%s\n%s}" % (",\n".join(lines), outer) if lines else "{}"


def _json(value):
    return json.dumps(value, ensure_ascii=False)


def shortened(text):
    """A help text on one line, cut behind the last sentence that ends within the limit."""
    text = " ".join(text.replace("%%", "%").split())
    if len(text) <= HELP:
        return text
    ends = [match.start() + 1 for match in re.finditer(r"[.!?](?=\s)", text[: HELP + 1])]
    if ends and ends[-1] > HELP // 3:
        return text[: ends[-1]]
    return text[:HELP].rsplit(" ", 1)[0].rstrip(",;:(") + "…"
