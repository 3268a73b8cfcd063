"""Changed TRL configs, from the fields of TRL's own parsers."""

import os
import sys

sys.path.pop(0)
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

import accelerate  # noqa: E402
import transformers  # noqa: E402
import trl  # noqa: E402
from emit import arguments, changes, emit, pick  # noqa: E402
from fields import of_dataclasses  # noqa: E402
from trl.scripts import grpo, sft  # noqa: E402
from write import DROP, applied, yaml_text  # noqa: E402

BASES = {
    "trl-sft": {"model_name_or_path": "Qwen/Qwen2.5-VL-7B-Instruct", "dataset_name": "open-thoughts/OpenThoughts-114k", "output_dir": "out/sft"},
    "trl-grpo": {
        "model_name_or_path": "Qwen/Qwen2.5-VL-7B-Instruct",
        "dataset_name": "trl-lib/DeepMath-103K",
        "output_dir": "out/grpo",
        "reward_funcs": ["accuracy_reward"],
    },
}
for base in BASES.values():
    base.update(learning_rate=1e-5, per_device_train_batch_size=8, gradient_accumulation_steps=2, num_train_epochs=1.0, report_to="tensorboard")

BOTH = [
    {"fp16": True, "bf16": True},
    {"fp16": True, "bf16": False},
    {"fp16_full_eval": True, "bf16_full_eval": True},
    {"load_best_model_at_end": True},
    {"load_best_model_at_end": True, "eval_strategy": "steps", "save_strategy": "epoch"},
    {"load_best_model_at_end": True, "eval_strategy": "steps", "eval_steps": 100, "save_steps": 200},
    {"load_best_model_at_end": True, "eval_strategy": "steps", "eval_steps": 100, "save_steps": 150},
    {"load_best_model_at_end": True, "eval_strategy": "epoch", "save_strategy": "epoch"},
    {"lr_scheduler_type": "reduce_lr_on_plateau"},
    {"lr_scheduler_type": "reduce_lr_on_plateau", "eval_strategy": "steps"},
    {"lr_scheduler_type": "cosine_with_min_lr"},
    {"eval_strategy": "steps", "eval_steps": 0},
    {"use_cpu": True, "bf16": True},
    {"use_cpu": True, "bf16": False},
    {"tf32": True, "use_cpu": True},
    {"torch_compile_mode": "nonsense"},
    {"logging_strategy": "steps", "logging_steps": 0},
    {"save_steps": 0.5},
    {"save_strategy": "best"},
    {"save_strategy": "best", "metric_for_best_model": "loss", "eval_strategy": "steps"},
    {"push_to_hub": True, "hub_model_id": "a/b"},
    {"load_in_8bit": True, "load_in_4bit": True},
    {"load_in_4bit": True},
    {"accelerate_config": "zero3"},
    {"accelerate_config": "zero9"},
    {"num_processes": 8, "multi_gpu": True},
    {"num_processes": 8},
    {"fsdp": "full_shard"},
    {"fsdp": "full_shard offload"},
    {"fsdp": "nonsense"},
    {"fsdp": "full_shard shard_grad_op"},
    {"dataset_name": DROP, "datasets": [{"path": "a/b", "split": "train"}]},
    {"dataset_name": DROP, "datasets": [{"path": "a/b", "splitt": "train"}]},
    {"gradient_checkpointing": True, "gradient_checkpointing_kwargs": {"use_reentrant": False}},
    {"model_name_or_path": DROP},
    {"dataset_name": DROP},
    {"output_dir": DROP},
    {"warmup_ratio": 0.1},
    {"warmup_steps": 0.1},
    {"warmup_steps": -1},
]
CONFLICTS = {
    "trl-sft": [
        {"packing": True, "max_length": 2048},
        {"packing": True, "padding_free": True},
        {"packing": True, "packing_strategy": "nonsense"},
        {"padding_free": True},
        {"completion_only_loss": True, "assistant_only_loss": True},
        {"loss_type": "dft"},
        {"loss_type": "nonsense"},
        {"chat_template_path": "a", "eos_token": "<|im_end|>"},
    ],
    "trl-grpo": [
        {"num_generations": 1},
        {"generation_batch_size": 16, "steps_per_generation": 2},
        {"generation_batch_size": 16},
        {"auto_find_batch_size": True},
        {"reward_weights": [1.0, 0.5]},
        {"reward_weights": [1.0]},
        {"use_vllm": True, "vllm_mode": "colocate"},
        {"use_vllm": True, "vllm_mode": "nonsense"},
        {"scale_rewards": "group"},
        {"scale_rewards": True},
        {"loss_type": "dr_grpo", "scale_rewards": False},
        {"loss_type": "nonsense"},
        {"beta": 0.04},
        {"sync_ref_model": True},
        {"log_completions": True, "num_completions_to_print": 0},
        {"num_iterations": 2, "mask_truncated_completions": True},
        {"importance_sampling_level": "sequence"},
        {"delta": 1.5, "use_liger_kernel": True},
    ],
}
#: Opened as files or started as programs, whatever stands there.
NEVER = {"deepspeed", "accelerator_config", "fsdp_config", "logging_nan_inf_filter"}


def divisibility(command):
    def make(random):
        for _ in range(60):
            gpus = random.choice([1, 2, 4, 8])
            batch = random.choice([1, 2, 3, 4, 6, 8])
            settings = {"per_device_train_batch_size": batch, "gradient_accumulation_steps": random.choice([1, 2, 4])}
            if command == "trl-grpo":
                settings["num_generations"] = random.choice([2, 3, 4, 6, 7, 8, 16])
                extra = random.choice(["", "", "steps", "total", "eval"])
                if extra == "steps":
                    settings["steps_per_generation"] = random.choice([1, 2, 3, 4])
                if extra == "total":
                    settings["generation_batch_size"] = random.choice([8, 16, 24, 30, 64])
                if extra == "eval":
                    settings.update(eval_strategy="steps", per_device_eval_batch_size=random.choice([1, 2, 4, 8]))
            yield settings, {"gpus": gpus}

    return make


def main():
    seed, count, older = arguments()
    head = "trl@%s transformers@%s accelerate@%s" % (trl.__version__, transformers.__version__, accelerate.__version__)
    groups = []
    for command, module in (("trl-sft", sft), ("trl-grpo", grpo)):
        fields = of_dataclasses(module.make_parser().dataclass_types)
        removed = older.get("trl", []) + older.get("transformers", [])
        groups.append((command, changes(fields, removed, BOTH + CONFLICTS[command], divisibility(command), seed, never=NEVER)))
    for command, change in pick(groups, count):
        settings = applied(BASES[command], change.settings)
        text = yaml_text(settings, "# reasoner: %s@%s" % (command, head.split("@", 1)[1]), change.layout)
        emit("trl", command, change, text, "config.yaml")


main()
