"""Which versions of other packages a release asks for, from its metadata."""

import re

# Where a framework is assumed to run, for requirements that depend on it. Extras are left out.
ENVIRONMENT = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "python_version": "3.11"}
LINE = re.compile(r"Requires-Dist: ([\w.-]+)\s*(?:\[[^]]*\])?\s*\(?([^;()]*)\)?\s*;?\s*(.*)$")


def requirements(metadata, names):
    """{package: specifier} for the packages named, e.g. `{"transformers": "<=4.57.1,>=4.51.0"}`."""
    found = {}
    for line in metadata.splitlines():
        match = LINE.match(line)
        name = re.sub(r"[-_.]+", "-", match[1]).lower() if match else None
        if name in names and _holds(match[3]):
            found.setdefault(name, []).extend(part.strip() for part in match[2].split(",") if part.strip())
    return {name: ",".join(sorted(set(parts))) for name, parts in sorted(found.items())}


def _holds(marker):
    """Does `sys_platform != "darwin" and python_version >= "3.10"` hold in ENVIRONMENT?"""
    if " or " in marker:
        return any(_holds(part) for part in marker.split(" or "))
    for name, operator, value in re.findall(r"(\w+)\s*(==|!=|<=|>=|<|>)\s*[\"']([^\"']*)[\"']", marker):
        order = _compare(ENVIRONMENT.get(name, ""), value)
        fitting = {"==": (0,), "!=": (-1, 1), "<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}
        if order not in fitting[operator]:
            return False
    return True


def _compare(one, other):
    """Numbers as numbers, `3.9` below `3.11`; anything else as text."""
    if re.fullmatch(r"[\d.]+", one) and re.fullmatch(r"[\d.]+", other):
        one, other = ([int(part) for part in text.split(".") if part] for text in (one, other))
    return (one > other) - (one < other)
