"""DeepSpeed's verdict on a JSON config (`text`), with the world size of the case.

A file with "auto" values is one for Hugging Face's Trainer, which fills them before DeepSpeed sees the file: that is
done here by transformers' own code, for training arguments that agree with the numbers in the file.
"""

import copy
import os
import sys
import types

sys.path.pop(0)  # this file must not stand for the package of the same name
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
os.environ.update(DS_ACCELERATOR="cpu", DS_BUILD_OPS="0", DS_SKIP_CUDA_CHECK="1", TRANSFORMERS_VERBOSITY="error")

from serve import Accepted, serve  # noqa: E402

import deepspeed.runtime.config as runtime  # noqa: E402
import hjson  # noqa: E402
from deepspeed.runtime.config_utils import dict_raise_error_on_duplicate_keys  # noqa: E402
from transformers import TrainingArguments  # noqa: E402
from transformers.integrations.deepspeed import HfTrainerDeepSpeedConfig  # noqa: E402

MODEL = types.SimpleNamespace(config=types.SimpleNamespace(hidden_size=3584, hidden_sizes=None, get_text_config=lambda: MODEL.config))


ARGUMENTS = TrainingArguments(output_dir="out", use_cpu=True)


def arguments_for(config, world):
    """Arguments of a trainer that agree with the numbers that stand in the file."""

    def number(name, otherwise):
        value = config.get(name)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else otherwise

    args = copy.copy(ARGUMENTS)
    args.per_device_train_batch_size = number("train_micro_batch_size_per_gpu", 1)
    whole = number("train_batch_size", 0)
    args.gradient_accumulation_steps = number("gradient_accumulation_steps", max(1, int(whole // (args.per_device_train_batch_size * world or 1))))
    args.max_grad_norm = number("gradient_clipping", args.max_grad_norm)
    for precision in ("fp16", "bf16"):
        section = config.get(precision)
        setattr(args, precision, isinstance(section, dict) and section.get("enabled") is True)
    return args


def filled(text, world):
    """The file as Trainer hands it to DeepSpeed."""
    raw = hjson.loads(text, object_pairs_hook=dict_raise_error_on_duplicate_keys)
    config = HfTrainerDeepSpeedConfig(raw)
    TrainingArguments.world_size = property(lambda _self: world)
    args = arguments_for(raw, world)
    config.trainer_config_process(args)
    config.trainer_config_finalize(args, MODEL, 1000)
    return config.config


def verdict(case):
    runtime.dist.get_rank = lambda *_args: 0
    runtime.dist.get_world_size = lambda *_args: case.world
    config = os.path.abspath(case.name)
    if '"auto"' in case.text:
        config = filled(case.text, case.world)
    runtime.DeepSpeedConfig(config)
    raise Accepted


WARM_UP = '{"train_batch_size": %s, "zero_optimization": {"stage": 3}, "bf16": {"enabled": true}}'
serve(verdict, [{"name": "ds.json", "text": WARM_UP % size} for size in ("8", '"auto"')])
