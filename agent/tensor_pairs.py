"""Lays the tensors of two checkpoints over each other by name."""

# transformers has written the same Qwen2-VL and LLaVA weights under several prefixes. Longest first.
MOVED = (
    ("model.visual.", "visual."),
    ("model.language_model.", "model."),
    ("language_model.model.", "model."),
    ("language_model.lm_head.", "lm_head."),
)


def pair(a, b):
    """Returns ([(Tensor or None, Tensor or None)], notes) for {name: Tensor} of both sides.

    Equal names belong together. What is left is paired through MOVED, where that is unambiguous, and a note says so: a
    guess must never look like a fact. Pairs come in the order in which `a` lies on disk.
    """
    moved = _moved([name for name in a if name not in b], [name for name in b if name not in a])
    partner = {name: name for name in a if name in b}
    partner.update({left: right for left, (right, _) in moved.items()})
    pairs = [(tensor, b[partner[name]] if name in partner else None) for name, tensor in a.items()]
    taken = set(partner.values())
    pairs += [(None, tensor) for name, tensor in b.items() if name not in taken]
    pairs.sort(key=lambda both: ((both[0] or both[1]).file, (both[0] or both[1]).begin))
    counts = {}
    for _, rule in moved.values():
        counts[rule] = counts.get(rule, 0) + 1
    notes = [
        "'%s*' in A is compared with '%s*' in B (%d of the names): only the prefix differs." % (left, right, count)
        for (left, right), count in sorted(counts.items())
    ]
    return pairs, notes


def _moved(left, right):
    """{name in a: (name in b, (prefix in a, prefix in b))}"""
    by_canonical = {}
    for side, names in enumerate((left, right)):
        for name in names:
            canonical, prefix = _canonical(name)
            by_canonical.setdefault(canonical, ([], []))[side].append((name, prefix))
    result = {}
    for lefts, rights in by_canonical.values():
        if len(lefts) == 1 and len(rights) == 1:
            (name, prefix), (other, other_prefix) = lefts[0], rights[0]
            result[name] = (other, _shown(prefix, other_prefix))
    return result


def _canonical(name):
    for prefix, replacement in MOVED:
        if name.startswith(prefix):
            return replacement + name[len(prefix):], (prefix, replacement)
    return name, None


def _shown(prefix, other):
    left = prefix[0] if prefix else other[1]
    right = other[0] if other else prefix[1]
    return left, right
