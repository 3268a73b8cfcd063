"""Changed verl runs, from the composed configs that verl ships: launch scripts, and every fifth as a primary YAML."""

import os
import sys

sys.path.pop(0)
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

from emit import arguments, changes, emit, pick  # noqa: E402
from fields import Field, of_leaves  # noqa: E402
from hydra import compose, initialize_config_dir  # noqa: E402
from importlib.metadata import distribution, version  # noqa: E402
from omegaconf import OmegaConf  # noqa: E402
from values import Raw, rewritten  # noqa: E402
from write import DROP, applied, script, yaml_text  # noqa: E402

CONFIGS = str(distribution("verl").locate_file("verl/trainer/config"))
PPO = {
    "algorithm.adv_estimator": "grpo",
    "data.train_files": "/data/geo3k/train.parquet",
    "data.val_files": "/data/geo3k/test.parquet",
    "data.train_batch_size": 512,
    "data.max_prompt_length": 1024,
    "data.max_response_length": 2048,
    "data.image_key": "images",
    "actor_rollout_ref.model.path": "Qwen/Qwen2.5-VL-7B-Instruct",
    "actor_rollout_ref.actor.optim.lr": 1e-6,
    "actor_rollout_ref.actor.ppo_mini_batch_size": 128,
    "actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu": 8,
    "actor_rollout_ref.actor.use_kl_loss": True,
    "actor_rollout_ref.rollout.name": "vllm",
    "actor_rollout_ref.rollout.n": 5,
    "actor_rollout_ref.rollout.tensor_model_parallel_size": 2,
    "actor_rollout_ref.rollout.log_prob_micro_batch_size_per_gpu": 16,
    "actor_rollout_ref.ref.log_prob_micro_batch_size_per_gpu": 16,
    "trainer.logger": ["console", "tensorboard"],
    "trainer.project_name": "geo3k",
    "trainer.experiment_name": "qwen2_5_vl_7b",
    "trainer.n_gpus_per_node": 8,
    "trainer.nnodes": 1,
    "trainer.save_freq": 20,
    "trainer.total_epochs": 15,
}
SFT = {
    "data.train_files": "/data/train.parquet",
    "data.train_batch_size": 64,
    "data.micro_batch_size_per_gpu": 4,
    "data.max_length": 16384,
    "model.path": "Qwen/Qwen2.5-VL-7B-Instruct",
    "optim.lr": 1e-5,
    "trainer.default_local_dir": "checkpoints/sft",
    "trainer.project_name": "sft",
    "trainer.experiment_name": "cold_start",
    "trainer.logger": ["console", "tensorboard"],
    "trainer.total_epochs": 3,
}
ACTOR, ROLLOUT, REF = "actor_rollout_ref.actor.", "actor_rollout_ref.rollout.", "actor_rollout_ref.ref."
PPO_BOTH = [
    {ACTOR + "ppo_micro_batch_size": 8},
    {ACTOR + "ppo_micro_batch_size": 8, ACTOR + "ppo_micro_batch_size_per_gpu": DROP},
    {ACTOR + "ppo_micro_batch_size_per_gpu": DROP},
    {ACTOR + "ppo_micro_batch_size_per_gpu": DROP, ACTOR + "use_dynamic_bsz": True},
    {ACTOR + "ppo_micro_batch_size": 8, ACTOR + "use_dynamic_bsz": True},
    {ROLLOUT + "log_prob_micro_batch_size": 8},
    {ROLLOUT + "log_prob_micro_batch_size_per_gpu": DROP},
    {ROLLOUT + "log_prob_micro_batch_size_per_gpu": DROP, ACTOR + "use_dynamic_bsz": True},
    {REF + "log_prob_micro_batch_size": 8},
    {REF + "log_prob_micro_batch_size_per_gpu": DROP},
    {REF + "log_prob_micro_batch_size_per_gpu": DROP, ACTOR + "use_kl_loss": False},
    {"algorithm.use_kl_in_reward": True},
    {"algorithm.use_kl_in_reward": True, ACTOR + "use_kl_loss": False, REF + "log_prob_micro_batch_size_per_gpu": DROP},
    {"algorithm.adv_estimator": "gae"},
    {"algorithm.adv_estimator": "gae", "critic.ppo_micro_batch_size_per_gpu": 8},
    {"algorithm.adv_estimator": "gae", "critic.ppo_micro_batch_size_per_gpu": 8, "critic.ppo_micro_batch_size": 8},
    {"algorithm.adv_estimator": "nonsense"},
    {"algorithm.adv_estimator": "rloo", ROLLOUT + "n": 1},
    {ROLLOUT + "n": 1},
    {ROLLOUT + "name": "nonsense"},
    {ROLLOUT + "name": "hf"},
    {ROLLOUT + "name": "sglang"},
    {ROLLOUT + "name": DROP},
    {ROLLOUT + "temperature": 0.0, ROLLOUT + "val_kwargs.do_sample": True},
    {ROLLOUT + "val_kwargs.do_sample": True},
    {ACTOR + "strategy": "fsdp2"},
    {ACTOR + "strategy": "nonsense"},
    {ACTOR + "strategy": "megatron"},
    {ACTOR + "ulysses_sequence_parallel_size": 2},
    {ACTOR + "ulysses_sequence_parallel_size": 2, "actor_rollout_ref.model.use_remove_padding": False},
    {ACTOR + "loss_agg_mode": "token-mean"},
    {ACTOR + "loss_agg_mode": "nonsense"},
    {ACTOR + "clip_ratio": 0.3},
    {ACTOR + "clip_ratio_high": 0.28},
    {ACTOR + "policy_loss.loss_mode": "gspo"},
    {"trainer.logger": ["console", "tensorbord"]},
    {"trainer.logger": "console"},
    {"trainer.logger": []},
    {"trainer.resume_mode": "resume_path"},
    {"trainer.resume_mode": "nonsense"},
    {"trainer.resume_from_path": "checkpoints/global_step_10"},
    {"trainer.use_v1": False},
    {"trainer.v1.trainer_mode": "nonsense"},
    {"data.val_batch_size": 64},
    {"actor_rollout_ref.model.lora_rank": 32},
    {"actor_rollout_ref.model.lora_rank": 2048},
    {"actor_rollout_ref.model.lora_rank": 17},
    {"critic.enable": True},
    {"critic.enable": True, "critic.ppo_micro_batch_size_per_gpu": 4},
    {"data.filter_overlong_prompts": True, "data.truncation": "error"},
    {"reward.reward_manager.name": "dapo"},
    {"reward.reward_model.enable": True},
]
SFT_BOTH = [
    {"trainer.logger": ["tensorbord"]},
    {"model.lora_rank": 32},
    {"engine.strategy": "nonsense"},
    {"engine.ulysses_sequence_parallel_size": 2},
    {"trainer.profile_interval": [2, 1]},
    {"trainer.profile_interval": [-1, -1]},
    {"optim.lr_scheduler_type": "nonsense"},
    {"optim.lr_scheduler_type": "cosine"},
    {"optim.warmup_style": "cosine"},
    {"data.micro_batch_size": 4},
    {"data.use_dynamic_bsz": False},
]


def divisibility(random):
    for _ in range(60):
        gpus, nodes = random.choice([4, 6, 8]), random.choice([1, 1, 2])
        settings = {
            "trainer.n_gpus_per_node": gpus,
            "trainer.nnodes": nodes,
            "data.train_batch_size": random.choice([64, 96, 100, 128, 256, 512]),
            ACTOR + "ppo_mini_batch_size": random.choice([16, 24, 32, 64, 128]),
            ACTOR + "ppo_micro_batch_size_per_gpu": random.choice([1, 2, 3, 4, 8]),
            ROLLOUT + "n": random.choice([1, 4, 5, 8]),
            ROLLOUT + "tensor_model_parallel_size": random.choice([1, 2, 2, 3, 4, 8]),
        }
        if random.random() < 0.3:
            settings[ACTOR + "ulysses_sequence_parallel_size"] = random.choice([2, 3, 4])
        yield settings, {"gpus": gpus, "nodes": nodes}


def no_divisibility(_random):
    return []


def leaves(config):
    """Fields of a shipped config; what is computed from other keys has no kind of its own."""
    fields = of_leaves(OmegaConf.to_container(compose(config_name=config), resolve=False))
    return [Field(f.name, set() if isinstance(f.default, str) and "${" in f.default else f.kinds, None if f.kinds == set() else f.default) for f in fields if f.default != "???"]


def override(value):
    """A value in the grammar of Hydra's overrides."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, bool):
        return "True" if value else "False"
    if value is None:
        return "null"
    if isinstance(value, (list, tuple)):
        return "[%s]" % ",".join(override(item) for item in value)
    if isinstance(value, dict):
        return "{%s}" % ",".join("%s:%s" % (key, override(item)) for key, item in value.items())
    return str(value)


def main():
    seed, count, older = arguments()
    with initialize_config_dir(CONFIGS, version_base=None):
        ppo, sft = leaves("ppo_trainer"), leaves("sft_trainer_engine")
    import random

    notation = random.Random(seed)

    def other(value):
        return rewritten(value, notation, boolean=("True", "TRUE", "true"))

    removed = older.get("verl", [])
    many = pick([("verl", changes(ppo, removed, PPO_BOTH, divisibility, seed, other, never={"trainer.n_gpus_per_node", "trainer.nnodes"}))], count * 4 // 5)
    few = pick([("verl-sft", changes(sft, older.get("verl sft", []), SFT_BOTH, no_divisibility, seed, other))], count - count * 4 // 5)
    mark = "# reasoner: %%s@%s" % version("verl")
    for at, (command, change) in enumerate(many + few):
        base = PPO if command == "verl" else SFT
        settings = applied(base, change.settings)
        sizes = {"gpus": 8, "nodes": 1}
        if at % 5 == 0 and change.layout != "windows":
            config = "ppo_trainer" if command == "verl" else "sft_trainer_engine"
            top = "%s\nhydra:\n  searchpath:\n    - pkg://verl.trainer.config\n\ndefaults:\n  - %s\n  - _self_\n" % (mark % command, config)
            text = yaml_text(settings, top, change.layout)
            emit("verl", command, change, text, "my_trainer.yaml", launch=sizes)
            continue
        argv = ["%s=%s" % (name, override(value)) for name, value in settings.items()]
        if change.layout == "order":
            argv = argv[::-1]
        program = "python3 -m verl.trainer.main_ppo" if command == "verl" else "torchrun --nnodes=1 --nproc_per_node=8 -m verl.trainer.sft_trainer"
        shown = {"name": "train.sh", "text": script(program, argv, mark % command, change.layout)}
        emit("verl", command, change, None, "train.sh", argv=argv, shown=shown, launch=sizes)


main()
