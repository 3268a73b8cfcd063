"""verl: the Hydra configs of its PPO and SFT trainers, composed from their groups."""

import re

from class_chain import Dataclasses
from hydra_compose import Composer, flatten
from omegaconf_yaml import read
from target_classes import Targets, leaf_field
from verl_lists import CONFIG, named_lists

EXPERIMENTS = ["verl/experimental/fully_async_policy/config", "verl/experimental/one_step_off_policy/config"]
# Sections that every run builds its dataclass from; elsewhere the checks of a class may never be reached.
PPO_BUILT = ("actor_rollout_ref.actor.", "actor_rollout_ref.rollout.", "actor_rollout_ref.model.")
SFT_BUILT = ("model.", "engine.", "optim.", "checkpoint.", "profiler.")


def extract(tree):
    classes = Dataclasses(tree)
    lists = named_lists(tree)
    groups, commands = {}, {}
    ppo, overridable = ppo_configs(tree)
    lists["ppo_config_groups"] = overridable
    lists.update(typed_sections("ppo", PPO_BUILT, classes, ppo.values()))
    described = {name: describe(classes, leaves, lists) for name, leaves in ppo.items()}
    shared = {
        key: field
        for key, field in described["ppo_trainer"].items()
        if all(d.get(key) == field for d in described.values())
    }
    groups["ppo"] = {"module": CONFIG + "/ppo_trainer.yaml", "fields": shared}
    for name, fields in described.items():
        own = {key: field for key, field in fields.items() if key not in shared}
        groups[name] = {
            "module": "%s/%s.yaml" % (CONFIG, name if tree.exists("%s/%s.yaml" % (CONFIG, name)) else "ppo_trainer"),
            "fields": own,
        }
        commands[name] = ["ppo", name]
    experiments(tree, classes, lists, described, groups, commands)
    sft(tree, classes, lists, groups, commands)
    for group in groups.values():
        group["bases"] = []
    return {"groups": groups, "commands": commands, "lists": lists}


def ppo_configs(tree):
    """({command: leaves}, overridable groups): each `ppo_*.yaml`, and `ppo_trainer` with every `model_engine`."""
    found, overridable = {}, {}
    engines = [name[: -len(".yaml")] for name in tree.files(CONFIG + "/model_engine")]
    runs = [(name[: -len(".yaml")], {}) for name in tree.files(CONFIG) if re.match(r"ppo_\w+\.yaml$", name)]
    runs += [("ppo_%s_trainer" % engine, {"model_engine": engine}) for engine in engines if engine != "dp"]
    for name, choices in sorted(runs, key=lambda run: (run[0] != "ppo_trainer", run[0])):
        if name not in found:
            composer = Composer(tree, [CONFIG], choices)
            found[name] = composer.compose("ppo_trainer" if choices else name)
            overridable.update(composer.groups)
            compare_with_shipped(tree, name, found[name])
    return found, sorted(overridable)


def typed_sections(family, built, classes, configs):
    """Lists of the mappings that every run makes a dataclass of, and of the keys that `+` may add, over all engines."""
    sections = {}
    for leaves in configs:
        for prefix, names in Targets(classes, leaves).sections().items():
            if (prefix + ".").startswith(built):
                sections.setdefault(prefix, set()).update("%s.%s" % (prefix, name) for name in names)
    addable = sorted(key for keys in sections.values() for key in keys)
    return {family + "_typed_sections": sorted(sections), family + "_addable_keys": addable}


def compare_with_shipped(tree, name, leaves):
    """verl ships what Hydra itself composes of its main configs; ours must have every key of it."""
    path = "%s/_generated_%s.yaml" % (CONFIG, name)
    missing = [key for key in flatten(read(tree.read(path))) if key not in leaves] if tree.exists(path) else []
    if missing:
        raise KeyError(
            "%s has %d keys that composing the groups did not give: %s" % (path, len(missing), ", ".join(missing[:5]))
        )


def describe(classes, leaves, lists):
    targets = Targets(classes, leaves)
    fields = {}
    for key, leaf in leaves.items():
        described = targets.describe(key)
        if described.get("choices") and not key.startswith(PPO_BUILT + SFT_BUILT):
            described["openChoices"] = True
        for pattern, name in KNOWN_LISTS:
            if re.search(pattern, key) and lists.get(name):
                # `VERL_USE_EXTERNAL_MODULES` can add to the registries.
                described.update(choices=lists[name], openChoices=name not in ("loggers", "model_engines"))
        fields[key] = leaf_field(leaf, described)
        if key.endswith("_target_"):
            fields[key].pop("help", None)
    return fields


KNOWN_LISTS = [
    (r"^algorithm\.adv_estimator$", "adv_estimators"),
    (r"\.policy_loss\.loss_mode$", "policy_losses"),
    (r"^trainer\.logger$", "loggers"),
    (r"^actor_rollout_ref\.rollout\.name$", "rollout_names"),
    (r"^actor_rollout_ref\.actor\.kl_loss_type$|^algorithm\.kl_penalty$", "kl_penalties"),
    (r"^reward_model\.reward_manager$|^reward\.reward_manager\.name$|^reward_manager\.name$", "reward_managers"),
    (r"^model_engine$", "model_engines"),
]


def experiments(tree, classes, lists, described, groups, commands):
    """Asynchronous trainers: a PPO config with keys added or replaced."""
    for folder in EXPERIMENTS:
        for file in tree.files(folder):
            name = file[: -len(".yaml")]
            base = "ppo_megatron_trainer" if "megatron" in name else "ppo_trainer"
            fields = describe(classes, Composer(tree, [folder, CONFIG]).compose(name), lists)
            own = {key: field for key, field in fields.items() if described[base].get(key) != field}
            groups[name] = {"module": "%s/%s" % (folder, file), "fields": own}
            commands[name] = ["ppo", base, name]


def sft(tree, classes, lists, groups, commands):
    """`sft_trainer` (up to 0.7.0) and `sft_trainer_engine`, the latter with every engine it can run on."""
    if tree.exists(CONFIG + "/sft_trainer.yaml"):
        leaves = Composer(tree, [CONFIG]).compose("sft_trainer")
        groups["sft_trainer"] = {"module": CONFIG + "/sft_trainer.yaml", "fields": describe(classes, leaves, lists)}
        commands["sft_trainer"] = ["sft_trainer"]
    name = "sft_trainer_engine"
    if not tree.exists("%s/%s.yaml" % (CONFIG, name)):
        return
    optims, composed = tree.files(CONFIG + "/optim"), []
    for file in sorted(tree.files(CONFIG + "/engine"), key=lambda one: (one != "fsdp.yaml", one)):
        if file not in optims:
            continue
        engine = file[: -len(".yaml")]
        composer = Composer(tree, [CONFIG], {"engine": engine, "optim": engine})
        composed.append(composer.compose(name))
        fields = describe(classes, composed[-1], lists)
        own = {key: field for key, field in fields.items() if key.startswith(("engine.", "optim."))}
        if engine == "fsdp":
            lists["sft_config_groups"] = sorted(composer.groups)
            groups[name] = {
                "module": "%s/%s.yaml" % (CONFIG, name),
                "fields": {k: f for k, f in fields.items() if k not in own},
            }
        groups["sft_engine_" + engine] = {"module": "%s/engine/%s" % (CONFIG, file), "fields": own}
        commands[name if engine == "fsdp" else "%s_%s" % (name, engine)] = [name, "sft_engine_" + engine]
    lists.update(typed_sections("sft", SFT_BUILT, classes, composed))
