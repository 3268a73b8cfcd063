"""Changed accelerate configs: the presets that TRL ships, changed in the fields of ClusterConfig and of the launcher's flags."""

import os
import sys

sys.path.pop(0)
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

import importlib.resources  # noqa: E402

import yaml  # noqa: E402
from emit import arguments, changes, emit, pick  # noqa: E402
from fields import Field, of_dataclasses, of_parser  # noqa: E402
from write import DROP, applied, yaml_text  # noqa: E402

import accelerate  # noqa: E402
from accelerate.commands.config.config_args import ClusterConfig  # noqa: E402
from accelerate.commands.launch import launch_command_parser  # noqa: E402

PRESETS = ("multi_gpu", "zero2", "zero3", "fsdp1", "fsdp2")
EVERY = [
    {"num_processes": -1},
    {"num_processes": DROP},
    {"num_processes": 1},
    {"distributed_type": DROP},
    {"distributed_type": "NO"},
    {"distributed_type": "MULTIGPU"},
    {"compute_environment": "AMAZON_SAGEMAKER"},
    {"compute_environment": "NOWHERE"},
    {"compute_environment": DROP},
    {"mixed_precision": "fp16"},
    {"mixed_precision": "int8"},
    {"mixed_precision": DROP},
    {"machine_rank": 1, "num_machines": 2, "num_processes": 16},
    {"machine_rank": 1, "num_machines": 2, "num_processes": 16, "main_process_ip": "10.0.0.1", "main_process_port": 29500},
    {"gpu_ids": "0"},
    {"gpu_ids": "0,1"},
    {"gpu_ids": "all"},
    {"dynamo_backend": "INDUCTOR"},
    {"dynamo_config.dynamo_backend": "INDUCTOR"},
    {"dynamo_config.dynamo_backend": "NONSENSE"},
    {"fp16": True},
    {"use_cpu": True},
    {"debug": True},
    {"fp8_config.backend": "TE"},
    {"tpu_env": ["A=1"]},
    {"rdzv_backend": "c10d", "same_network": True},
]
OF_PRESET = {
    "fsdp": [
        {"fsdp_config.fsdp_version": 2, "fsdp_config.fsdp_reshard_after_forward": "FULL_SHARD"},
        {"fsdp_config.fsdp_version": 2, "fsdp_config.fsdp_reshard_after_forward": True},
        {"fsdp_config.fsdp_version": 2, "fsdp_config.fsdp_forward_prefetch": True},
        {"fsdp_config.fsdp_version": 2, "fsdp_config.fsdp_state_dict_type": "LOCAL_STATE_DICT"},
        {"fsdp_config.fsdp_version": 2, "fsdp_config.fsdp_state_dict_type": "SHARDED_STATE_DICT"},
        {"fsdp_config.fsdp_version": 1, "fsdp_config.fsdp_reshard_after_forward": True},
        {"fsdp_config.fsdp_version": 1, "fsdp_config.fsdp_reshard_after_forward": "FULL_SHARD"},
        {"fsdp_config.fsdp_version": 3},
        {"fsdp_config.fsdp_sharding_strategy": "FULL_SHARD"},
        {"fsdp_config.fsdp_sharding_strategy": "NONSENSE"},
        {"fsdp_config.fsdp_auto_wrap_policy": "NONSENSE"},
        {"fsdp_config.fsdp_auto_wrap_policy": "SIZE_BASED_WRAP", "fsdp_config.fsdp_min_num_params": 1000000},
        {"fsdp_config.fsdp_cpu_ram_efficient_loading": True, "fsdp_config.fsdp_sync_module_states": False},
        {"fsdp_config.fsdp_cpu_ram_efficient_loading": False, "fsdp_config.fsdp_sync_module_states": False},
        {"fsdp_config.fsdp_backward_prefetch": "NONSENSE"},
        {"fsdp_config.fsdp_offload_params": True, "fsdp_config.fsdp_activation_checkpointing": True},
    ],
    "zero": [
        {"deepspeed_config.zero_stage": 4},
        {"deepspeed_config.zero_stage": 2},
        {"deepspeed_config.zero_stage": "three"},
        {"deepspeed_config.deepspeed_config_file": "ds.json"},
        {"deepspeed_config.offload_optimizer_device": "cpu"},
        {"deepspeed_config.offload_optimizer_device": "disk"},
        {"deepspeed_config.gradient_accumulation_steps": 4, "deepspeed_config.gradient_clipping": 1.0},
        {"deepspeed_config.zero3_init_flag": False},
        {"deepspeed_config.deepspeed_multinode_launcher": "nonsense"},
        {"distributed_type": "FSDP"},
    ],
    "multi": [{"deepspeed_config.zero_stage": 3}, {"fsdp_config.fsdp_version": 2}],
}


def flat(tree, prefix=""):
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            yield from flat(value, prefix + key + ".")
        else:
            yield prefix + key, value


def nested(section, starts, flags):
    return [Field(section + "." + flag.name, flag.kinds, flag.default, flag.choices) for flag in flags if flag.name.startswith(starts)]


def divisibility(random):
    for _ in range(12):
        yield {"num_processes": random.choice([1, 2, 3, 6, 8, 16]), "num_machines": random.choice([1, 2, 3])}, {}


def main():
    seed, count, older = arguments()
    flags = of_parser(launch_command_parser())
    groups = []
    for at, preset in enumerate(PRESETS):
        text = importlib.resources.files("trl.accelerate_configs").joinpath(preset + ".yaml").read_text()
        fields = of_dataclasses([ClusterConfig])
        kind = next(start for start in OF_PRESET if preset.startswith(start))
        if kind == "fsdp":
            fields += nested("fsdp_config", "fsdp_", flags)
        if kind == "zero":
            fields += nested("deepspeed_config", ("zero", "offload_", "gradient_", "deepspeed_"), flags)
        base = dict(flat(yaml.safe_load(text)))
        made = changes(fields, older.get("accelerate", []), EVERY + OF_PRESET[kind], divisibility, seed + at)
        groups.append(((preset, base), made))
    for (preset, base), change in pick(groups, count):
        change.what = "%s, %s" % (preset, change.what)
        text = yaml_text(applied(base, change.settings), "# reasoner: accelerate@%s" % accelerate.__version__, change.layout)
        emit("accelerate", "accelerate", change, text, "accelerate.yaml", launch={"gpus": 8})


main()
