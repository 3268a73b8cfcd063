"""Merges what each release says into spans: `[first version, last version or null, what holds in between]`."""


def spans(values, same=None):
    """Spans of one value through the versions; None stands for absent.

    `same(a, b)` decides whether two neighbours belong to one span; the newer value is kept.
    """
    found = []
    for index, value in enumerate(values):
        if value is None:
            continue
        last = found[-1] if found else None
        if last and last[1] == index - 1 and (same(last[2], value) if same else last[2] == value):
            last[1:] = [index, value]
        else:
            found.append([index, index, value])
    for span in found:
        if span[1] == len(values) - 1:
            span[1] = None
    return found


def same_but_help(one, other):
    """A field is the same when nothing but its description changed."""
    return {**one, "help": None} == {**other, "help": None}


def merge(package, versions, extracted, commits=None, repository=None):
    """The catalogue of a package from `{groups, commands, lists, requires}` of each version, oldest first."""

    def through(key):
        """{name: spans} of one of the plain mappings."""
        names = sorted({name for one in extracted for name in one.get(key, {})})
        return {name: spans([one.get(key, {}).get(name) for one in extracted]) for name in names}

    requires = spans([one.get("requires") or None for one in extracted])
    catalogue = {"format": 2, "package": package, "versions": versions}
    if commits:
        catalogue["commits"] = commits
    if repository:
        catalogue["repository"] = repository
    if requires:
        catalogue["requires"] = requires
    catalogue["commands"] = through("commands")
    catalogue["lists"] = through("lists")
    catalogue["groups"] = {name: _group(name, extracted) for name in _order(one["groups"] for one in extracted)}
    return catalogue


def _order(mappings):
    """Keys of all mappings; the newest one's order first, then what older ones had beside."""
    keys = {}
    for mapping in reversed(list(mappings)):
        keys.update(dict.fromkeys(mapping))
    return list(keys)


def _group(name, extracted):
    each = [one["groups"].get(name) for one in extracted]
    there = [group for group in each if group]
    merged = {"module": there[-1]["module"]}
    bases = spans([group and group.get("bases") or None for group in each])
    if bases:
        merged["bases"] = bases
    if len(there) < len(each):
        merged["present"] = spans([True if group else None for group in each])
    merged["fields"] = {
        field: spans([group and group["fields"].get(field) for group in each], same_but_help)
        for field in _order(group["fields"] for group in there)
    }
    return merged
