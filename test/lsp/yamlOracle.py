"""What PyYAML reads in each of the texts on standard input (a JSON list): its value, or null where it refuses the text."""

import json
import sys

import yaml


def plain(value):
    """A value as JSON has it: mappings as lists of pairs, so that keys keep their kind, and oddities by their type's name."""
    if isinstance(value, dict):
        return {"pairs": [[key if isinstance(key, str) else None, plain(item)] for key, item in value.items()]}
    if isinstance(value, list):
        return {"items": [plain(item) for item in value]}
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return {"float": {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[str(value)]}
    if value is None or isinstance(value, (bool, str, float)) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    return {"other": True}


def load(text):
    try:
        return {"value": plain(yaml.safe_load(text))}
    except RecursionError:
        return {"endless": True}
    except Exception:  # PyYAML raises whatever its constructors raise
        return None


json.dump([load(text) for text in json.load(sys.stdin)], sys.stdout)
