"""DeepSpeed's JSON config: typed sections that refuse unknown keys, and keys that plain functions read.

The top level and the sections marked `open` ignore what they do not know. A section without `open` refuses it.
"""

import ast

from class_chain import Dataclasses
from config_getters import getter_field, keys_read
from pydantic_fields import Models, forbids_extra

SECTIONS = [
    ("zero_optimization", "deepspeed.runtime.zero.config", "DeepSpeedZeroConfig"),
    ("fp16", "deepspeed.runtime.precision_config", "DeepSpeedFP16Config"),
    ("bf16", "deepspeed.runtime.precision_config", "DeepSpeedBF16Config"),
    ("bfloat16", "deepspeed.runtime.precision_config", "DeepSpeedBF16Config"),
    ("", "deepspeed.monitor.config", "DeepSpeedMonitorConfig"),
    ("hybrid_engine", "deepspeed.runtime.config", "HybridEngineConfig"),
    ("comms_logger", "deepspeed.comm.config", "CommsLoggerConfig"),
    ("compile", "deepspeed.compile.config", "CompileConfig"),
    ("timers.throughput", "deepspeed.utils.config", "DeepSpeedThroughputTimerConfig"),
    ("tensor_parallel", "deepspeed.runtime.tensor_parallel.config", "TPTrainingConfig"),
]
# Modules of plain getters, and what their parameters hold.
TOP = {"param_dict": "", "ds_config": "", "config": "", "self._param_dict": ""}
GETTERS = [
    ("deepspeed.runtime.config", {**TOP, "checkpoint_params": "checkpoint", "data_types_params": "data_types"}),
    ("deepspeed.profiling.config", {**TOP, "flops_profiler_dict": "flops_profiler"}),
    ("deepspeed.runtime.activation_checkpointing.config", {**TOP, "act_chkpt_config_dict": "activation_checkpointing"}),
    ("deepspeed.runtime.swap_tensor.aio_config", TOP),
    ("deepspeed.autotuning.config", {**TOP, "autotuning_dict": "autotuning"}),
    ("deepspeed.nebula.config", {**TOP, "nebula_dict": "nebula"}),
    ("deepspeed.datastates.config", TOP),
    ("deepspeed.runtime.model_checkpointing.config", TOP),
    ("deepspeed.elasticity.config", {"param_dict": "elasticity"}),
]
# Sections whose own code reads them under other names, and what shows that the release has them.
OPEN = [
    ("data_efficiency", "deepspeed/runtime/data_pipeline/config.py"),
    ("compression_training", "deepspeed/compression/config.py"),
    ("elasticity", "deepspeed/elasticity/config.py"),
]
FREE = (
    "optimizer.params",
    "scheduler.params",
    "amp",
    "pipeline",
    "curriculum_learning",
    "datastates_ckpt",
    "expert_parallel",
)
# Parameters of that name hold a section there, not the whole config.
NOT_TOP_LEVEL = ("attention", "mode", "model_info", "writer")
COUNTS = ("train_batch_size", "train_micro_batch_size_per_gpu", "gradient_accumulation_steps")
ESSENTIAL = COUNTS + ("zero_optimization.stage", "fp16.enabled", "bf16.enabled", "gradient_clipping", "optimizer.type")


def extract(tree):
    classes = Dataclasses(tree)
    models = Models(classes)
    fields = typed_sections(models)
    typed = set(fields)
    for module, names in GETTERS:
        for key, entry in keys_read(models, module, names).items() if tree.path_of(module) else ():
            inside_typed = any(key.startswith(section + ".") for section in models.sections if section)
            if key and not inside_typed and key not in NOT_TOP_LEVEL:
                fields.setdefault(key, getter_field(entry))
    for key, file in OPEN:
        if tree.exists(file):
            fields[key] = {}
    open_sections(fields, typed)
    for key in COUNTS:
        fields[key].update(type="int", accepts=["int", "any"])
    removed = removed_keys(classes)
    for key in [key for key in fields if any(key == gone or key.startswith(gone + ".") for gone in removed)]:
        del fields[key]
    missing = [key for key in ESSENTIAL if key not in fields]
    if missing:
        raise KeyError("deepspeed/runtime/config.py: %s not found" % ", ".join(missing))
    ordered = dict(sorted(fields.items(), key=lambda item: (item[0] not in COUNTS, item[0])))
    return {
        "groups": {"config": {"module": "deepspeed.runtime.config", "bases": [], "fields": ordered}},
        "commands": {"config": ["config"]},
        "lists": {
            # Refused by name, because the feature is gone.
            "removed_keys": removed,
            # Sections that refuse keys they do not know; everything else ignores them.
            "closed_sections": sorted(
                path for path, cls in models.sections.items() if path and forbids_extra(classes, *cls)
            ),
            "optimizers": optimizers(models),
        },
    }


def typed_sections(models):
    fields = {}
    for path, module, name in SECTIONS:
        found = models.classes.find(module, name)
        if found:
            if path:
                fields[path] = {"type": name, "accepts": ["any"], "default": {}}
            fields.update(models.fields(*found, path))
    return fields


def open_sections(fields, typed):
    """Adds the mappings around the keys of plain getters; they ignore unknown keys."""
    for key in list(fields):
        while "." in key:
            key = key.rpartition(".")[0]
            fields.setdefault(key, {})
    around = {key.rpartition(".")[0] for key in fields if "." in key}
    for key, field in fields.items():
        if key not in typed and (key in around or key in FREE or not field):
            fields[key] = {"type": "dict", "accepts": ["dict"], "default": {}, "open": True}


def removed_keys(classes):
    found = []
    for name, prefix in (("_REMOVED_TOP_LEVEL_CONFIG_KEYS", ""), ("_REMOVED_ZERO_CONFIG_KEYS", "zero_optimization.")):
        node = classes.value("deepspeed.runtime.config", name)
        if isinstance(node, ast.Dict):
            found += [prefix + key.value for key in node.keys]
    return sorted(found)


def optimizers(models):
    node = models.classes.value("deepspeed.runtime.config", "DEEPSPEED_OPTIMIZERS")
    return (
        [models.constant("deepspeed.runtime.config", name) for name in node.elts] if isinstance(node, ast.List) else []
    )
