"""EasyR1: one structured config, `PPOConfig`, that OmegaConf merges with a file and overrides, converting values."""

import re

from class_chain import Dataclasses
from string_sets import compared, dict_keys, enum_values, function
from structured_config import structured_fields

MODULE = "verl.trainer.config"


def extract(tree):
    classes = Dataclasses(tree)
    found = classes.find(MODULE, "PPOConfig")
    if not found:
        raise KeyError("verl/trainer/config.py: no class PPOConfig")
    fields = structured_fields(classes, *found)
    lists = named_lists(tree)
    # Both are looked up at start; another name ends the run there.
    for key, name in (("algorithm.adv_estimator", "adv_estimators"), ("trainer.logger", "loggers")):
        if lists[name]:
            fields[key]["choices"] = lists[name]
            fields[key].pop("openChoices", None)
    if lists["kl_penalties"]:
        fields["algorithm.kl_penalty"].update(choices=lists["kl_penalties"], openChoices=True)
    return {
        "groups": {"ppo": {"module": MODULE, "bases": [], "fields": fields}},
        "commands": {"ppo": ["ppo"]},
        "lists": lists,
        "requires": requirements(tree),
    }


def named_lists(tree):
    algorithms = tree.module("verl.trainer.core_algos")
    estimators = enum_values(algorithms, "AdvantageEstimator")
    return {
        "adv_estimators": estimators or enum_values(tree.module("verl.trainer.ray_trainer"), "AdvantageEstimator"),
        "loggers": dict_keys(tree.module("verl.utils.logger.logger"), "LOGGERS"),
        "kl_penalties": compared(function(algorithms, "compute_kl") or algorithms, "kl_penalty"),
    }


def requirements(tree):
    """{package: specifier} of requirements.txt."""
    lines = [
        re.match(r"(transformers|vllm)([<>=!~].*)$", line.strip())
        for line in tree.read("requirements.txt").splitlines()
    ]
    return {match[1]: match[2].replace(" ", "") for match in lines if match}
