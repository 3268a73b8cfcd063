"""Changed OpenRLHF command lines, from the parsers inside its modules."""

import argparse
import os
import runpy
import sys

sys.path.pop(0)
here = os.path.dirname(os.path.abspath(__file__))
sys.path += [here, os.path.join(os.path.dirname(here), "oracles")]

from importlib.metadata import version  # noqa: E402

from emit import arguments, changes, emit, pick  # noqa: E402
from fields import of_parser  # noqa: E402
from stubs import stub  # noqa: E402
from values import Raw, rewritten  # noqa: E402
from write import DROP, applied, script  # noqa: E402

stub("ray", "vllm", "deepspeed", "transformers", "datasets", "openrlhf.datasets", "openrlhf.models", "openrlhf.trainer", "openrlhf.utils")

BASES = {
    "train_ppo_ray": {
        "actor.model_name_or_path": "Qwen/Qwen2.5-VL-7B-Instruct",
        "reward.remote_url": "reward.py",
        "ref.num_nodes": 1,
        "ref.num_gpus_per_node": 8,
        "actor.num_nodes": 1,
        "actor.num_gpus_per_node": 8,
        "vllm.num_engines": 4,
        "vllm.tensor_parallel_size": 2,
        "train.colocate_all": True,
        "algo.advantage.estimator": "reinforce_baseline",
        "rollout.n_samples_per_prompt": 8,
        "rollout.batch_size": 128,
        "train.batch_size": 128,
        "train.micro_batch_size": 1,
        "ckpt.output_dir": "out/rl",
    },
    "train_sft": {"model.model_name_or_path": "Qwen/Qwen2.5-7B", "data.dataset": "Open-Orca/OpenOrca", "data.max_len": 2048, "train.batch_size": 256, "train.micro_batch_size": 2},
    "train_dpo": {"model.model_name_or_path": "Qwen/Qwen2.5-7B", "data.dataset": "a/b", "train.batch_size": 256, "train.micro_batch_size": 1},
}
BOTH = {
    "train_ppo_ray": [
        {"rollout.n_samples_per_prompt": 1},
        {"algo.advantage.estimator": "gae"},
        {"algo.advantage.estimator": "gae", "critic.num_nodes": 1, "critic.num_gpus_per_node": 8},
        {"algo.advantage.estimator": "gae", "data.max_images_per_prompt": 4},
        {"algo.advantage.estimator": "reinforce", "rollout.n_samples_per_prompt": 1},
        {"data.max_images_per_prompt": 4},
        {"data.max_images_per_prompt": 4, "ds.packing_samples": True},
        {"ds.packing_samples": True},
        {"ds.packing_samples": True, "vllm.num_engines": 0},
        {"train.async_enable": True},
        {"train.async_enable": True, "vllm.enable_sleep": True},
        {"train.partial_rollout_enable": True},
        {"train.partial_rollout_enable": True, "train.async_enable": True},
        {"algo.dynamic_filtering_enable": True},
        {"algo.dynamic_filtering_enable": True, "rollout.n_samples_per_prompt": 1},
        {"algo.dynamic_filtering_enable": True, "reward.remote_url": DROP, "reward.model_name_or_path": "a/b"},
        {"reward.remote_url": DROP},
        {"reward.remote_url": DROP, "reward.model_name_or_path": "a/b"},
        {"reward.remote_url": DROP, "train.agent_func_path": "agent.py"},
        {"eval.dataset": "a/b"},
        {"eval.dataset": "a/b", "reward.remote_url": DROP, "reward.model_name_or_path": "a/b"},
        {"rollout.vllm_generate_batch_size": 256},
        {"rollout.vllm_generate_batch_size": 256, "train.async_enable": True},
        {"ref.num_gpus_per_node": 4},
        {"ref.num_gpus_per_node": 4, "algo.kl.init_coef": 0.0},
        {"ds.tensor_parallel_size": 2},
        {"ds.tensor_parallel_size": 2, "ds.param_dtype": "fp16"},
        {"train.colocate_all": DROP},
        {"train.colocate_all": DROP, "train.colocate_actor_ref": True, "ref.num_nodes": 2},
        {"ds.ring_attn_size": 2, "ds.packing_samples": True},
        {"algo.kl.use_loss": True, "algo.kl.estimator": "k3"},
        {"actor.model_name_or_path": DROP},
    ],
    "train_sft": [
        {"data.multiturn": True},
        {"data.multiturn": True, "data.apply_chat_template": True},
        {"ds.ring_attn_size": 2},
        {"ds.ring_attn_size": 2, "ds.packing_samples": True},
        {"ds.tensor_parallel_size": 2, "ds.param_dtype": "fp16"},
        {"model.model_name_or_path": DROP},
    ],
    "train_dpo": [{"ds.ring_attn_size": 2}, {"ds.ring_attn_size": 2, "ds.packing_samples": True}, {"ds.tensor_parallel_size": 2, "ds.param_dtype": "fp16"}],
}


class Parsed(BaseException):
    pass


def parser_of(module):
    """The parser that the module builds when it is run."""

    def stop(parser, *_args, **_kwargs):
        raise Parsed(parser)

    argparse.ArgumentParser.parse_args, kept = stop, argparse.ArgumentParser.parse_args
    try:
        runpy.run_module("openrlhf.cli." + module, run_name="__main__")
    except Parsed as parsed:
        return parsed.args[0]
    finally:
        argparse.ArgumentParser.parse_args = kept


def divisibility(random):
    for _ in range(60):
        yield {
            "vllm.num_engines": random.choice([2, 4, 8]),
            "vllm.tensor_parallel_size": random.choice([1, 2, 4]),
            "actor.num_gpus_per_node": random.choice([4, 8]),
            "ref.num_gpus_per_node": random.choice([4, 8, 8]),
            "rollout.batch_size": random.choice([1, 2, 16, 128]),
            "rollout.micro_batch_size": random.choice([1, 4, 8, 16]),
        }, {}


def no_divisibility(_random):
    return []


def flags(settings):
    argv = []
    for name, value in settings.items():
        if value is False:
            continue
        argv.append("--" + name)
        if value is not True:
            argv += [str(item) for item in value] if isinstance(value, (list, tuple)) else [str(value)]
    return argv


def main():
    seed, count, older = arguments()
    import random

    notation = random.Random(seed)

    def other(value):
        """Numbers only: a switch has one notation, and quotes belong to the shell."""
        return None if isinstance(value, bool) else Raw('"%s"' % value) if isinstance(value, str) else rewritten(value, notation, quote=False)

    chosen = []
    for module, share in (("train_ppo_ray", 60), ("train_sft", 25), ("train_dpo", 15)):
        fit = divisibility if module == "train_ppo_ray" else no_divisibility
        made = changes(of_parser(parser_of(module)), older.get("openrlhf", []), BOTH[module], fit, seed, other)
        chosen += pick([(module, made)], count * share // 100)
    for module, change in chosen:
        argv = flags(applied(BASES[module], change.settings))
        launcher = "python3 -m" if module == "train_ppo_ray" else "deepspeed --module"
        shown = {"name": "train.sh", "text": script("%s openrlhf.cli.%s" % (launcher, module), argv, "# reasoner: openrlhf@%s" % version("openrlhf"), change.layout)}
        emit("openrlhf", module, change, None, "train.sh", argv=argv, shown=shown, launch={"gpus": 8})


main()
