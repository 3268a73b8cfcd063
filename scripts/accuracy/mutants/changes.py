"""Changes to an accepted config, each with the kind of mistake it stands for. The framework decides what it is."""

import random as randomness

from values import fitting, out_of_range, rewritten, typo, wrong_kind

#: Share of each kind in the whole; what a framework cannot offer is made up by the others.
SHARES = {
    "harmless value": 18,
    "other notation": 13,
    "several values": 10,
    "layout": 4,
    "misspelt": 12,
    "removed": 8,
    "wrong kind": 14,
    "out of range": 8,
    "conflict": 7,
    "divisibility": 6,
}


class Change:
    """`settings` replaces or adds; a value of `DROP` removes. `layout` changes the text and not the meaning."""

    def __init__(self, kind, settings, what, launch=None, layout=None):
        self.kind, self.settings, self.what, self.launch, self.layout = kind, settings, what, launch or {}, layout


def changes(fields, removed, conflicts, divisibility, seed, notation=None, never=()):
    """{kind: [Change]}: every change that can be made of the fields, in a random order that `seed` fixes."""
    random = randomness.Random(seed)
    notation = notation or (lambda value: rewritten(value, random))
    known = {field.name for field in fields}
    usable = [field for field in fields if field.name not in never]
    made = {kind: [] for kind in SHARES}

    seen = set()

    def add(kind, settings, what):
        if (kind, what) in seen:
            return
        seen.add((kind, what))
        made[kind].append(Change(kind, settings, what))

    for field in usable:
        value = fitting(field, random)
        if value is not None:
            for _ in range(2):
                add("harmless value", {field.name: value}, "%s: %r" % (field.name, value))
                value = fitting(field, random)
            slip = typo(field.name, random)
            if slip not in known:
                add("misspelt", {slip: value}, slip)
            other = notation(value)
            if other is not None:
                add("other notation", {field.name: other}, "%s: %s" % (field.name, other))
        if field.default not in (None, [], {}) and not isinstance(field.default, (set, tuple)):
            add("harmless value", {field.name: field.default}, "%s: %r, its default" % (field.name, field.default))
        for _ in range(2):
            value = wrong_kind(field, random)
            if value is not None:
                add("wrong kind", {field.name: value}, "%s: %r" % (field.name, value))
        value = out_of_range(field, random)
        if value is not None:
            add("out of range", {field.name: value}, "%s: %r" % (field.name, value))
    for name in sorted(set(removed) - known):
        add("removed", {name: random.choice([1, True, "text", 0.1])}, name)
    for _ in range(400):
        some = {field.name: fitting(field, random) for field in random.sample(usable, min(len(usable), random.randint(2, 4)))}
        some = {name: value for name, value in some.items() if value is not None}
        add("several values", some, ", ".join("%s: %r" % item for item in some.items()))
    for settings in conflicts:
        add("conflict", settings, ", ".join("%s: %r" % item for item in settings.items()))
    for settings, launch in divisibility(random):
        what = ", ".join("%s: %r" % item for item in [*settings.items(), *launch.items()])
        if what not in seen:
            seen.add(what)
            made["divisibility"].append(Change("divisibility", settings, what, launch))
    for layout in ("comments", "order", "blank lines", "quotes", "windows"):
        for times in range(12):
            made["layout"].append(Change("layout", {}, "%s %d" % (layout, times), layout=layout))
    for kind in made:
        random.shuffle(made[kind])
    return made


def choose(made, count):
    """`count` changes with the shares of SHARES; deterministic."""
    chosen = []
    left = dict(made)
    while len(chosen) < count and any(left.values()):
        room = count - len(chosen)
        total = sum(SHARES[kind] for kind in left if left[kind])
        for kind in [kind for kind in SHARES if left[kind]]:
            take = min(len(left[kind]), max(1, room * SHARES[kind] // total))
            chosen += left[kind][: min(take, count - len(chosen))]
            left[kind] = left[kind][take:]
    return chosen
