"""OpenRLHF's verdict on the arguments of one of its modules: `argv` without the program, command the module's name
(train_ppo_ray, train_sft, train_rm, train_dpo).

The module itself runs: its parser, the checks after it, the strategy, and for PPO the checks of the placement. It ends
where workers would start.
"""

import os
import runpy
import sys
import types

sys.path.pop(0)  # this file must not stand for the package of the same name
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

from serve import Accepted, serve  # noqa: E402
from stubs import stub  # noqa: E402

stub(
    "ray", "vllm", "deepspeed", "transformers", "datasets", "flash_attn", "peft", "modelscope", "accelerate", "wandb", "tqdm", "einops",
    "ring_flash_attn", "torchmetrics", "optree", "bitsandbytes", "loralib", "openrlhf.datasets", "openrlhf.models", "openrlhf.trainer",
    "aiohttp", "requests", "PIL", "pylatexenc", "torchdata",
)  # fmt: skip

import deepspeed  # noqa: E402

import openrlhf.utils.deepspeed as strategies  # noqa: E402


def stop(*_args, **_kwargs):
    raise Accepted


deepspeed.version = "0.18.8"
strategies.DeepspeedStrategy.setup_distributed = stop
for name in ("openrlhf.trainer.ppo_trainer", "openrlhf.trainer.ppo_trainer_async"):
    trainer = types.SimpleNamespace(remote=stop)
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].PPOTrainer = sys.modules[name].PPOTrainerAsync = trainer


def verdict(case):
    sys.argv = [case.command, *case.argv]
    runpy.run_module("openrlhf.cli." + case.command, run_name="__main__")


serve(verdict)
