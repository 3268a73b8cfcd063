"""Named lists of verl: what its registries, its tracker and its folders know."""

import ast

from string_sets import compared, dict_keys, enum_values, first_arguments, function, list_assigned

CONFIG = "verl/trainer/config"
REWARD_MANAGERS = (
    "verl/workers/reward_manager",
    "verl/experimental/reward/reward_loop",
    "verl/experimental/reward_loop/reward_manager",
)


def named_lists(tree):
    algorithms = tree.module("verl.trainer.ppo.core_algos")
    estimators = enum_values(algorithms, "AdvantageEstimator") + first_arguments(algorithms, "register_adv_est")
    tracking = tree.module("verl.utils.tracking")
    found = {
        "adv_estimators": estimators,
        "policy_losses": first_arguments(algorithms, "register_policy_loss"),
        "kl_penalties": compared(function(algorithms, "kl_penalty_forward"), "kl_penalty")
        or compared(function(algorithms, "kl_penalty"), "kl_penalty"),
        "loggers": list_assigned(tracking, "supported_backend")
        + [name for name in compared(tracking, "backend") if name == "tracking"],
        "rollout_names": rollout_names(tree),
        "reward_managers": reward_managers(tree),
        "model_engines": [name[: -len(".yaml")] for name in tree.files(CONFIG + "/model_engine")],
    }
    return {name: list(dict.fromkeys(values)) for name, values in found.items() if values}


def rollout_names(tree):
    """Names of the rollout registry; before 0.6 those that the FSDP worker tells apart."""
    try:
        keys = dict_keys(tree.module("verl.workers.rollout.base"), "_ROLLOUT_REGISTRY")
    except KeyError:
        keys = []
    names = [key[0] if isinstance(key, tuple) else key for key in keys]
    if tree.exists("verl/workers/fsdp_workers.py"):
        # `hf` is built by the worker itself.
        names += [
            name
            for name in compared(tree.module("verl.workers.fsdp_workers"), "rollout_name")
            if name != "hf" or not names
        ]
    return names


def reward_managers(tree):
    names = []
    for folder in REWARD_MANAGERS:
        for file in tree.files(folder):
            if file.endswith(".py"):
                names += first_arguments(ast.parse(tree.read(folder + "/" + file)), "register")
    return sorted(set(names))
