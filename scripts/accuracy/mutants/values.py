"""Values for a field: fitting ones, wrong ones, and the same one written differently."""


class Raw(str):
    """A value as it stands in the file, to be written as it is."""


def fitting(field, random):
    """A value of the right kind that is not the default; None where the kind is not known."""
    kinds, default = field.kinds, field.default
    if field.choices:
        return random.choice([choice for choice in field.choices if choice != default] or field.choices)
    if "switch" in kinds:
        return True
    if "bool" in kinds and isinstance(default, bool):
        return not default
    if "int" in kinds:
        return default + random.choice([1, 2, default or 3]) if type(default) is int and default > 0 else random.choice([1, 2, 4, 16])
    if "float" in kinds:
        return default * 0.5 if type(default) is float and default else random.choice([0.1, 0.25, 1e-5])
    if "bool" in kinds:
        return random.choice([True, False])
    if "str" in kinds:
        return random.choice(["some_name", "other-name", "a/b"])
    if "list" in kinds and isinstance(default, (list, tuple)) and default:
        return list(default)
    return None


def wrong_kind(field, random):
    """A value of a kind that the field does not have; None where there is no such kind."""
    kinds = field.kinds
    if not kinds:
        return None
    if "switch" in kinds:
        return Raw("perhaps")
    options = []
    if field.choices:
        options = ["nonsense", str(random.choice(field.choices)) + "s"]
    elif kinds <= {"bool"}:
        options = ["perhaps", 3, [True], "tru"]
    elif kinds <= {"int"}:
        options = ["many", 1.5, [1, 2], "3x", {"a": 1}, "1e"]
    elif kinds <= {"int", "float"}:
        options = ["fast", [0.1], "1e-5x", {"a": 1}, "0,1"]
    elif kinds <= {"str"}:
        options = [[1, 2], {"a": 1}]
    elif kinds <= {"dict"}:
        options = [3, "text", [1]]
    elif kinds <= {"list"}:
        options = [{"a": 1}, 7]
    return random.choice(options) if options else None


def out_of_range(field, random):
    """A number that few fields take; None for what is no number."""
    if field.choices or not field.kinds & {"int", "float"}:
        return None
    whole = "int" in field.kinds
    return random.choice([-1, 0, -5, 10**9] if whole else [-1.0, 0.0, 2.5, -0.1, 1e9])


def rewritten(value, random, boolean=("yes", "on", "True", "TRUE"), quote=True):
    """The same value in another notation; None where it has none. With `quote`, quotes are among the notations."""
    if isinstance(value, bool):
        words = boolean if value else [{"yes": "no", "on": "off", "True": "False", "TRUE": "FALSE"}.get(word, word) for word in boolean]
        return Raw(random.choice(list(words) + (['"%s"' % str(value).lower()] if quote else [])))
    if isinstance(value, int):
        return Raw(random.choice(["%d " % value, "+%d" % value, "%d.0" % value] + (['"%d"' % value, "'%d'" % value] if quote else [])))
    if isinstance(value, float):
        plain = "%.12f" % value
        forms = ["%e" % value, plain.rstrip("0") + "0", repr(value) + "0" if "e" not in repr(value) else "%.1e" % value, ("%e" % value).replace(".000000", "")]
        return Raw(random.choice(forms + (['"%r"' % value] if quote else [])))
    if isinstance(value, str) and value and quote and '"' not in value:
        return Raw(random.choice(['"%s"' % value, "'%s'" % value]))
    return None


def typo(name, random):
    """A slip of the finger in the last part of a name."""
    head, dot, last = name.rpartition(".")
    if len(last) < 3:
        return head + dot + last + last[-1]
    at = random.randrange(1, len(last) - 1)
    slip = random.choice(
        [
            last[:at] + last[at + 1 :],
            last[:at] + last[at] + last[at:],
            last[:at] + last[at + 1] + last[at] + last[at + 2 :],
            last + "s" if not last.endswith("s") else last[:-1],
            last.replace("_", "", 1) if "_" in last else last + "e",
            last[:at] + random.choice("aeiostr") + last[at + 1 :],
        ]
    )
    return head + dot + (slip if slip != last else last + "x")
