"""Changed LLaMA-Factory configs, from the fields of its five argument classes."""

import os
import sys

sys.path.pop(0)
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "oracles"))
os.environ.update(DISABLE_VERSION_CHECK="1")

import gpu  # noqa: E402
from emit import arguments, changes, emit, pick  # noqa: E402
from fields import of_dataclasses  # noqa: E402
from stubs import stub  # noqa: E402

gpu.pretend()
stub("torchaudio", "matplotlib", "gradio", "tyro")

import transformers  # noqa: E402
from llamafactory.extras.env import VERSION  # noqa: E402
from llamafactory.hparams import parser  # noqa: E402
from write import DROP, applied, yaml_text  # noqa: E402

TRAIN = {
    "model_name_or_path": "Qwen/Qwen2.5-VL-7B-Instruct",
    "stage": "sft",
    "do_train": True,
    "finetuning_type": "full",
    "freeze_vision_tower": True,
    "dataset": "mllm_demo,identity",
    "template": "qwen2_vl",
    "cutoff_len": 16384,
    "output_dir": "saves/cold-start",
    "logging_steps": 10,
    "save_steps": 500,
    "per_device_train_batch_size": 1,
    "gradient_accumulation_steps": 8,
    "learning_rate": 1e-5,
    "num_train_epochs": 3.0,
    "lr_scheduler_type": "cosine",
    "bf16": True,
}
CHAT = {"model_name_or_path": "Qwen/Qwen2.5-VL-7B-Instruct", "template": "qwen2_vl", "infer_backend": "huggingface", "trust_remote_code": True}
DATA = '{"mllm_demo": {"file_name": "mllm_demo.json", "formatting": "sharegpt"}, "identity": {"file_name": "identity.json"}}'

TRAIN_BOTH = [
    {"fp16": True},
    {"fp16": True, "bf16": False},
    {"bf16": False, "pure_bf16": True},
    {"pure_bf16": True},
    {"streaming": True},
    {"streaming": True, "max_steps": 100},
    {"streaming": True, "max_steps": 100, "val_size": 0.1},
    {"streaming": True, "max_steps": 100, "val_size": 100},
    {"streaming": True, "max_steps": 100, "max_samples": 10},
    {"do_eval": True},
    {"do_eval": True, "val_size": 0.1},
    {"eval_strategy": "steps"},
    {"eval_strategy": "steps", "val_size": 0.1, "eval_steps": 100},
    {"eval_dataset": "identity", "val_size": 0.1},
    {"eval_dataset": "identity", "eval_strategy": "epoch"},
    {"adapter_name_or_path": "saves/lora"},
    {"finetuning_type": "lora", "adapter_name_or_path": "saves/lora"},
    {"loraplus_lr_ratio": 16.0},
    {"finetuning_type": "lora", "loraplus_lr_ratio": 16.0},
    {"use_rslora": True},
    {"use_dora": True},
    {"finetuning_type": "lora", "use_dora": True, "lora_target": "all"},
    {"pissa_init": True},
    {"quantization_bit": 4},
    {"finetuning_type": "lora", "quantization_bit": 4},
    {"finetuning_type": "lora", "quantization_bit": 4, "pissa_init": True},
    {"finetuning_type": "lora", "quantization_bit": 4, "resize_vocab": True},
    {"predict_with_generate": True},
    {"do_predict": True},
    {"do_predict": True, "predict_with_generate": True, "val_size": 0.1},
    {"stage": "pt", "packing": False},
    {"stage": "dpo", "neat_packing": True},
    {"stage": "dpo", "pref_loss": "sigmoid"},
    {"stage": "dpo", "pref_loss": "nonsense"},
    {"stage": "dpo", "pref_loss": "orpo", "dpo_label_smoothing": 0.1},
    {"stage": "rm", "load_best_model_at_end": True, "val_size": 0.1},
    {"stage": "ppo"},
    {"stage": "ppo", "reward_model": "saves/rm", "report_to": "wandb"},
    {"stage": "ppo", "reward_model": "saves/rm", "report_to": "mlflow"},
    {"stage": "kto", "train_on_prompt": True},
    {"train_on_prompt": True, "mask_history": True},
    {"packing": True},
    {"neat_packing": True},
    {"neat_packing": True, "packing": False},
    {"use_galore": True},
    {"use_galore": True, "use_apollo": True},
    {"use_galore": True, "finetuning_type": "lora"},
    {"use_badam": True},
    {"use_badam": True, "badam_mode": "ratio"},
    {"dataset": "nowhere"},
    {"dataset": "identity"},
    {"dataset": "identity,nowhere"},
    {"template": "nonsense"},
    {"template": "qwen"},
    {"dataset": DROP},
    {"template": DROP},
    {"model_name_or_path": DROP},
    {"output_dir": DROP},
    {"mix_strategy": "interleave_under", "interleave_probs": "0.5,0.5"},
    {"mix_strategy": "interleave_under", "interleave_probs": "0.5"},
    {"interleave_probs": "0.5,0.5"},
    {"infer_backend": "vllm"},
    {"report_to": "trackio"},
    {"report_to": "nonsense"},
    {"report_to": "none"},
    {"load_best_model_at_end": True, "val_size": 0.1},
    {"load_best_model_at_end": True, "val_size": 0.1, "eval_strategy": "steps", "eval_steps": 500},
    {"load_best_model_at_end": True, "val_size": 0.1, "eval_strategy": "steps", "eval_steps": 300},
    {"finetuning_type": "freeze", "freeze_trainable_layers": 2},
    {"freeze_vision_tower": False, "freeze_language_model": True},
    {"cutoff_len": 0},
    {"val_size": 1.5},
    {"val_size": -0.1},
    {"image_max_pixels": 100, "image_min_pixels": 200},
    {"compute_accuracy": True, "predict_with_generate": True, "val_size": 0.1},
    {"fp8": True, "quantization_bit": 4, "finetuning_type": "lora"},
    {"split_special_tokens": True, "use_fast_tokenizer": True},
    {"reserved_label_len": 4},
    {"visual_inputs": True},
]
CHAT_BOTH = [
    {"bf16": True},
    {"do_train": True},
    {"learning_rate": 1e-5},
    {"output_dir": "out"},
    {"infer_backend": "vllm"},
    {"infer_backend": "vllm", "quantization_bit": 4},
    {"infer_backend": "nonsense"},
    {"infer_backend": "vllm", "rope_scaling": "linear"},
    {"adapter_name_or_path": "saves/lora"},
    {"adapter_name_or_path": "saves/lora", "finetuning_type": "lora"},
    {"stage": "dpo", "infer_backend": "vllm"},
    {"export_dir": "out", "export_size": 5},
]
#: Opened as files, whatever stands there.
NEVER = {"deepspeed", "accelerator_config", "fsdp_config", "hf_hub_token", "ms_hub_token", "om_hub_token"}


def no_divisibility(_random):
    return []


def main():
    seed, count, older = arguments()
    removed = older.get("llamafactory", []) + older.get("transformers", [])
    groups = [
        (("train", TRAIN), changes(of_dataclasses(parser._TRAIN_ARGS), removed, TRAIN_BOTH, no_divisibility, seed, never=NEVER)),
        (("chat", CHAT), changes(of_dataclasses(parser._INFER_ARGS), removed, CHAT_BOTH, no_divisibility, seed, never=NEVER)),
    ]
    # Training files are what people write: three of four.
    chosen = pick(groups[:1], count * 3 // 4) + pick(groups[1:], count - count * 3 // 4)
    head = "# reasoner: llamafactory@%s transformers@%s" % (VERSION, transformers.__version__)
    for (command, base), change in chosen:
        text = yaml_text(applied(base, change.settings), head, change.layout)
        emit("llamafactory", command, change, text, "config.yaml", argv=[command], files={"data/dataset_info.json": DATA})


main()
