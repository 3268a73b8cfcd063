"""Asks TRL itself. Standard input: {"configs": [{"id", "trainer", "reader", "text"}], "yaml": [text]}, standard output:

{"verdicts": {id: error text or null}, "yaml": [value or {"error": text}], "fields": {trainer: {name: description}}}

`reader` is `command` (all that `trl sft|grpo --config` does before a process starts) or `script` (TRL's own script).
"""

import argparse
import contextlib
import dataclasses
import io
import json
import os
import sys
import tempfile
import warnings

os.environ.update(CUDA_VISIBLE_DEVICES="", TRANSFORMERS_VERBOSITY="error", HF_HUB_OFFLINE="1", OMP_NUM_THREADS="1")
warnings.simplefilter("ignore")

import yaml  # noqa: E402
from accelerate.commands.launch import launch_command_parser  # noqa: E402
from trl.cli.accelerate_config import resolve_accelerate_config_argument  # noqa: E402
from trl.scripts import grpo, sft  # noqa: E402

SCRIPTS = {"trl-sft": sft, "trl-grpo": grpo}


class UsageError(Exception):
    """What argparse would print before it exits."""


def _raise(self, message):
    raise UsageError(message)


argparse.ArgumentParser.error = _raise


def verdict(config):
    """None when TRL accepts the config, else why not."""
    parser = SCRIPTS[config["trainer"]].make_parser()
    before = dict(os.environ)
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8", newline="") as file:
        file.write(config["text"])
        file.flush()
        try:
            with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
                if config["reader"] == "script":
                    parser.parse_args_and_config(["--config", file.name], fail_with_unknown_args=False)
                    return None
                rest = parser.parse_args_and_config(["--config", file.name], return_remaining_strings=True)[-1]
                args = launch_command_parser().parse_args(resolve_accelerate_config_argument(rest) + ["script.py"])
                return None if args.training_script == "script.py" else "accelerate would run %s" % args.training_script
        except (Exception, SystemExit) as error:  # TRL raises whatever the value broke
            return "%s: %s" % (type(error).__name__, str(error)[:200])
        finally:
            os.environ.clear()
            os.environ.update(before)


def load(text):
    try:
        return yaml.safe_load(text)
    except Exception as error:
        return {"error": str(error)[:200]}


def describe(trainer):
    """{field: what the real parser and the real dataclass hold}"""
    parser = SCRIPTS[trainer].make_parser()
    owners = {field.name: field for cls in parser.dataclass_types for field in dataclasses.fields(cls) if field.init}
    fields = {}
    for action in parser._actions:
        if action.dest not in owners or action.dest in fields:
            continue
        field = owners[action.dest]
        default = field.default if field.default is not dataclasses.MISSING else field.default_factory()
        fields[action.dest] = {
            "converts": getattr(action.type, "__name__", str(action.type)),
            "list": action.nargs == "+",
            "choices": list(action.choices) if action.choices is not None else None,
            "default": default,
        }
    return fields


def jsonable(value):
    """JSON has neither infinities nor keys that are no text."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[str(value)]
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): jsonable(item) for key, item in value.items()}
    return [jsonable(item) for item in value] if isinstance(value, (list, tuple)) else value


def main():
    asked = json.load(sys.stdin)
    answer = {
        "verdicts": {config["id"]: verdict(config) for config in asked["configs"]},
        "yaml": [load(text) for text in asked["yaml"]],
        "fields": {trainer: describe(trainer) for trainer in SCRIPTS},
    }
    json.dump(jsonable(answer), sys.stdout, default=str, allow_nan=False)


if __name__ == "__main__":
    main()
