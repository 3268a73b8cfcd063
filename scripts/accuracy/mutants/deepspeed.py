"""Changed DeepSpeed configs, from the pydantic models of its sections and the constants that name its top-level keys."""

import os
import sys

sys.path.pop(0)
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
os.environ.update(DS_ACCELERATOR="cpu", DS_BUILD_OPS="0", DS_SKIP_CUDA_CHECK="1")

import json  # noqa: E402

from emit import arguments, changes, emit, pick  # noqa: E402
from fields import Field, kinds_of  # noqa: E402

import deepspeed  # noqa: E402
import deepspeed.runtime.constants as constants  # noqa: E402
from deepspeed.runtime.fp16.loss_scaler import LossScaler  # noqa: E402, F401
from deepspeed.runtime.precision_config import DeepSpeedBF16Config, DeepSpeedFP16Config  # noqa: E402
from deepspeed.runtime.zero.config import DeepSpeedZeroConfig  # noqa: E402
from deepspeed.runtime.zero.offload_config import DeepSpeedZeroOffloadOptimizerConfig, DeepSpeedZeroOffloadParamConfig  # noqa: E402
from pydantic_core import PydanticUndefined  # noqa: E402
from values import Raw  # noqa: E402
from write import DROP, applied, nested  # noqa: E402

SECTIONS = {
    "zero_optimization": DeepSpeedZeroConfig,
    "zero_optimization.offload_optimizer": DeepSpeedZeroOffloadOptimizerConfig,
    "zero_optimization.offload_param": DeepSpeedZeroOffloadParamConfig,
    "fp16": DeepSpeedFP16Config,
    "bf16": DeepSpeedBF16Config,
}
#: As Hugging Face's documentation writes it, and with numbers.
AUTO = {
    "train_batch_size": "auto",
    "train_micro_batch_size_per_gpu": "auto",
    "gradient_accumulation_steps": "auto",
    "gradient_clipping": "auto",
    "bf16.enabled": "auto",
    "zero_optimization.stage": 3,
    "zero_optimization.overlap_comm": True,
    "zero_optimization.contiguous_gradients": True,
    "zero_optimization.reduce_bucket_size": "auto",
    "zero_optimization.stage3_prefetch_bucket_size": "auto",
    "zero_optimization.stage3_param_persistence_threshold": "auto",
    "zero_optimization.stage3_gather_16bit_weights_on_model_save": True,
}
CONCRETE = {
    "train_batch_size": 64,
    "train_micro_batch_size_per_gpu": 2,
    "gradient_accumulation_steps": 4,
    "gradient_clipping": 1.0,
    "steps_per_print": 10,
    "bf16.enabled": True,
    "zero_optimization.stage": 2,
    "zero_optimization.overlap_comm": True,
    "zero_optimization.reduce_bucket_size": 500000000,
    "optimizer.type": "AdamW",
    "optimizer.params": {"lr": 1e-5, "betas": [0.9, 0.95]},
}
BOTH = [
    {"fp16.enabled": True, "bf16.enabled": True},
    {"fp16.enabled": True, "bf16.enabled": False},
    {"fp16.enabled": False},
    {"train_batch_size": DROP},
    {"train_micro_batch_size_per_gpu": DROP},
    {"gradient_accumulation_steps": DROP},
    {"train_batch_size": DROP, "train_micro_batch_size_per_gpu": DROP},
    {"train_batch_size": DROP, "gradient_accumulation_steps": DROP},
    {"zero_optimization.stage": 4},
    {"zero_optimization.stage": 3, "zero_optimization.offload_param.device": "cpu"},
    {"zero_optimization.stage": 3, "zero_optimization.offload_param.device": "nvme", "zero_optimization.offload_param.nvme_path": "/nvme"},
    {"zero_optimization.offload_optimizer.device": "cpu", "zero_optimization.offload_optimizer.pin_memory": True},
    {"zero_optimization.cpu_offload": True},
    {"zero_optimization.stage": 1, "zero_optimization.zero_hpz_partition_size": 8},
    {"scheduler.type": "WarmupLR", "scheduler.params": {"warmup_num_steps": 100}},
    {"scheduler.type": "Nonsense"},
    {"tensorboard.enabled": True, "tensorboard.output_path": "logs"},
    {"wall_clock_breakdown": True},
    {"zero_allow_untested_optimizer": True},
    {"activation_checkpointing.partition_activations": True},
    {"communication_data_type": "fp16"},
    {"communication_data_type": "fp12"},
    {"gradient_clipping": -1.0},
    {"flops_profiler.enabled": True},
    {"zero_optimization": True},
    {"zero_optimization": []},
]


def top_level():
    """The keys whose default value stands beside them in runtime/constants.py."""
    known = {}
    for name in dir(constants):
        key, default = getattr(constants, name), getattr(constants, name + "_DEFAULT", None)
        if isinstance(key, str) and key.islower() and hasattr(constants, name + "_DEFAULT") and not isinstance(default, (dict, list)):
            known[key] = Field(key, {type(default).__name__} & {"int", "float", "bool", "str"}, default)
    return list(known.values())


def of_model(section, model):
    for name, info in model.model_fields.items():
        kinds, choices = kinds_of(info.annotation)
        default = None if info.default is PydanticUndefined else info.default
        yield Field("%s.%s" % (section, info.alias or name), kinds, default if isinstance(default, (int, float, bool, str)) else None, choices)


def other(random):
    def notation(value):
        if isinstance(value, bool) or isinstance(value, str):
            return None
        return Raw(random.choice(["%e" % value, "%d.0" % value, '"%s"' % value] if isinstance(value, int) else ["%e" % value, "%.9f" % value, '"%r"' % value]))

    return notation


def divisibility(random):
    for _ in range(60):
        gpus = random.choice([1, 2, 4, 8])
        yield {
            "train_batch_size": random.choice([16, 24, 32, 64, 63]),
            "train_micro_batch_size_per_gpu": random.choice([1, 2, 3, 4]),
            "gradient_accumulation_steps": random.choice([DROP, 1, 2, 4, 8]),
        }, {"gpus": gpus}


def text_of(settings, layout):
    raw = {}

    def mark(value):
        if isinstance(value, Raw):
            raw["@%d@" % len(raw)] = str(value)
            return "@%d@" % (len(raw) - 1)
        return {key: mark(item) for key, item in value.items()} if isinstance(value, dict) else value

    text = json.dumps(mark(nested(settings)), indent=None if layout == "order" else 4)
    for name, value in raw.items():
        text = text.replace('"%s"' % name, value)
    if layout == "blank lines":
        text = text.replace("\n", "\n\n")
    return (text.replace("\n", "\r\n") if layout == "windows" else text) + "\n"


def main():
    import random

    seed, count, older = arguments()
    fields = top_level() + [field for section, model in SECTIONS.items() for field in of_model(section, model)]
    groups = [
        (base, changes(fields, older.get("deepspeed", []), BOTH, divisibility, seed + at, other(random.Random(seed)))) for at, base in enumerate((AUTO, CONCRETE))
    ]
    for base, change in pick(groups, count):
        change.what = "%s, %s" % ("auto" if base is AUTO else "concrete", change.what)
        text = text_of(applied(base, change.settings), change.layout)
        if change.kind == "divisibility":  # in HJSON, where a comment can say whose file it is, so that a pipeline can name it
            text = "# reasoner: deepspeed@%s\n%s" % (deepspeed.__version__, text)
        name = "ds_config.hjson" if change.kind == "divisibility" else "ds_config.json"
        emit("deepspeed", "deepspeed", change, text, name, launch={"gpus": 8})


main()
