"""Changed ms-swift runs: flags in a launch script, and every third as a config file."""

import os
import sys
import warnings

sys.path.pop(0)
here = os.path.dirname(os.path.abspath(__file__))
sys.path += [here, os.path.join(os.path.dirname(here), "oracles")]
os.environ.update(DS_ACCELERATOR="cpu", LOG_LEVEL="ERROR")
warnings.simplefilter("ignore")

import gpu  # noqa: E402
from emit import arguments, changes, emit, pick  # noqa: E402
from fields import of_dataclasses  # noqa: E402
from stubs import stub  # noqa: E402
from values import Raw, rewritten  # noqa: E402

gpu.pretend()
stub("vllm", "ray", "deepspeed.launcher", "liger_kernel", "swanlab")

import json  # noqa: E402

import swift  # noqa: E402
from swift.arguments import RLHFArguments, SftArguments  # noqa: E402
from swift.utils.utils import _patch_get_type_hints  # noqa: E402
from write import DROP, applied, script, yaml_text  # noqa: E402

SFT = {
    "model": "Qwen/Qwen2.5-VL-7B-Instruct",
    "tuner_type": "full",
    "dataset": "data/cold_start.jsonl",
    "torch_dtype": "bfloat16",
    "num_train_epochs": 3,
    "per_device_train_batch_size": 1,
    "gradient_accumulation_steps": 8,
    "learning_rate": 1e-5,
    "max_length": 16384,
    "output_dir": "output/cold-start",
    "save_steps": 100,
}
GRPO = {**SFT, "rlhf_type": "grpo", "reward_funcs": "accuracy", "num_generations": 8, "max_completion_length": 4096, "output_dir": "output/rl"}
SFT_BOTH = [
    {"packing": True},
    {"packing": True, "attn_impl": "flash_attn"},
    {"packing": True, "attn_impl": "flash_attn", "lazy_tokenize": True},
    {"padding_free": True, "attn_impl": "sdpa"},
    {"streaming": True},
    {"streaming": True, "max_steps": 100},
    {"streaming": True, "max_steps": 100, "lazy_tokenize": True},
    {"deepspeed": "zero3"},
    {"deepspeed": "zero9"},
    {"deepspeed": "zero2", "fsdp": "fsdp2"},
    {"fsdp": "fsdp2"},
    {"dataset": DROP},
    {"model": DROP},
    {"fp16": True, "bf16": True},
    {"train_type": "lora"},
    {"tuner_type": "lora", "target_modules": "all-linear"},
    {"tuner_type": "nonsense"},
    {"template": "nonsense"},
    {"template": "qwen2_5_vl"},
    {"lr_scheduler_type": "nonsense"},
    {"load_best_model_at_end": True},
    {"quant_method": "bnb", "quant_bits": 4},
    {"quant_bits": 4},
    {"split_dataset_ratio": 1.5},
    {"truncation_strategy": "middle"},
    {"optimizer": "nonsense"},
    {"eval_strategy": "steps", "split_dataset_ratio": 0.01},
]
GRPO_BOTH = [
    {"use_vllm": True},
    {"use_vllm": True, "vllm_mode": "colocate"},
    {"vllm_mode": "colocate"},
    {"use_vllm": True, "vllm_mode": "nonsense"},
    {"use_vllm": True, "vllm_mode": "colocate", "vllm_tensor_parallel_size": 3},
    {"async_generate": True},
    {"num_generations": 1},
    {"truncation_strategy": "right"},
    {"truncation_strategy": "delete"},
    {"loss_type": ["grpo", "bnpo"]},
    {"loss_type": "nonsense"},
    {"rlhf_type": "dpo"},
    {"rlhf_type": "nonsense"},
    {"generation_batch_size": 16, "steps_per_generation": 2},
    {"advantage_estimator": "rloo"},
    {"advantage_estimator": "nonsense"},
    {"padding_free": True},
    {"reward_weights": [1.0]},
    {"reward_weights": [1.0, 0.5]},
    {"reward_funcs": ["accuracy", "soft_overlong"]},
    {"reward_funcs": ["accuracy", "soft_overlong"], "soft_cache_length": 256},
    {"cached_dataset": "cache"},
    {"beta": 0.0},
    {"teacher_model": "a/b", "teacher_model_server": "http://x"},
]
#: Opened as files, imported as code or downloaded, whatever stands there.
NEVER = {"deepspeed", "fsdp", "fsdp_config", "accelerator_config", "external_plugins", "custom_register_path", "adapters", "ref_adapters", "resume_from_checkpoint", "ref_model", "reward_model"}
NEVER |= {"teacher_model", "vllm_server_base_url", "vllm_server_host", "use_ray"}


def divisibility(random):
    for _ in range(60):
        settings = {
            "per_device_train_batch_size": random.choice([1, 2, 3, 4]),
            "gradient_accumulation_steps": random.choice([1, 2, 4]),
            "num_generations": random.choice([2, 3, 4, 6, 7, 8, 16]),
        }
        if random.random() < 0.4:
            settings["steps_per_generation"] = random.choice([1, 2, 4])
        yield settings, {"gpus": random.choice([1, 2, 4, 8])}


def no_divisibility(_random):
    return []


def flags(settings):
    argv = []
    for name, value in settings.items():
        argv.append("--" + name)
        argv += [str(item) for item in value] if isinstance(value, (list, tuple)) else [json.dumps(value) if isinstance(value, dict) else str(value)]
    return argv


def main():
    import random

    seed, count, older = arguments()
    notation = random.Random(seed)

    def other(value):
        return rewritten(value, notation, quote=False) if not isinstance(value, str) else Raw(value.upper())

    with _patch_get_type_hints():
        sft, rlhf = of_dataclasses([SftArguments]), of_dataclasses([RLHFArguments])
    removed = older.get("ms-swift", []) + older.get("transformers", [])
    chosen = pick([("sft", changes(sft, removed, SFT_BOTH, no_divisibility, seed, other, never=NEVER))], count // 2)
    chosen += pick([("rlhf", changes(rlhf, removed, GRPO_BOTH, divisibility, seed, other, never=NEVER))], count - count // 2)
    mark = "# reasoner: ms-swift@%s" % swift.__version__
    for at, (command, change) in enumerate(chosen):
        settings = applied(SFT if command == "sft" else GRPO, change.settings)
        if at % 3 == 0:
            emit("ms-swift", command, change, yaml_text(settings, mark, change.layout), "config.yaml")
            continue
        gpus = change.launch.get("gpus", 1)
        text = script("swift " + command, flags(settings), mark, change.layout, before=["export NPROC_PER_NODE=%d" % gpus])
        emit("ms-swift", command, change, None, "train.sh", argv=flags(settings), shown={"name": "train.sh", "text": text})


main()
