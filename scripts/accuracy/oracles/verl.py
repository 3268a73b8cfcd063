"""verl's verdict on a run of the PPO trainer (command verl) or of the SFT trainer (command verl-sft).

`argv` holds the Hydra arguments as the shell would pass them. With a `text`, its file is the primary config, composed as
`--config-path . --config-name NAME` does. The sizes of the launch stand in the config itself (trainer.nnodes,
trainer.n_gpus_per_node); for the SFT trainer `nodes` and `gpus` of the case are torchrun's.

Checked is all that runs before a model, a tokenizer or a data file is opened: composition, validate_config, the typed
sections that the workers build, and the names of the loggers. Nothing is downloaded, no process starts.
"""

import importlib.metadata
import os
import sys
import types
import typing

sys.path.pop(0)  # this file must not stand for the package of the same name
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
os.environ.update(HYDRA_FULL_ERROR="1", VERL_LOGGING_LEVEL="ERROR", VERL_USE_EXTERNAL_PLUGINS="none")

import yaml  # noqa: E402
from serve import Accepted, serve  # noqa: E402
from stubs import stub, stub_class  # noqa: E402

yaml.SafeLoader = yaml.CSafeLoader  # the same rules, read ten times as fast: a composition opens forty files

stub(
    "ray", "tensordict", "torchdata", "vllm", "sglang", "transformers", "datasets", "codetiming", "peft", "accelerate",
    "transfer_queue", "wandb", "pylatexenc", "pybind11", "dill", "pyvers", "uvicorn", "fastapi", "cachetools", "zmq", "aiohttp", "PIL",
    "torchvision", "qwen_vl_utils", "math_verify", "cloudpickle", "latex2sympy2_extended", "flash_attn", "psutil", "tqdm", "pydantic", "starlette",
    "blake3", "msgspec", "orjson", "regex", "requests", "httpx", "numba", "liger_kernel",
)  # fmt: skip

import gpu  # noqa: E402

gpu.pretend(8)
# vLLM counts as installed, with the ranks that verl itself falls back on.
installed = importlib.metadata.version
importlib.metadata.version = lambda name: "0.18.0" if name == "vllm" else installed(name)
sys.modules["vllm.config.lora"] = types.SimpleNamespace(MaxLoRARanks=typing.Literal[1, 8, 16, 32, 64, 128, 256, 320, 512])

import hydra  # noqa: E402
from omegaconf import OmegaConf  # noqa: E402

import verl.trainer.main_ppo as ppo  # noqa: E402
import verl.trainer.sft_trainer as sft  # noqa: E402
import verl.workers.engine_workers as engine_workers  # noqa: E402
from verl.trainer.distillation import is_distillation_enabled  # noqa: E402
from verl.trainer.ppo.utils import need_critic, need_reference_policy  # noqa: E402
from verl.trainer.ppo.v1 import get_trainer_cls  # noqa: E402
from verl.utils.config import omega_conf_to_dataclass  # noqa: E402
from verl.utils.tracking import Tracking  # noqa: E402
from verl.workers.config import HFModelConfig  # noqa: E402
from verl.workers.rollout.replica import RolloutReplica  # noqa: E402

HFModelConfig.__post_init__ = lambda self: None  # it reads the model's own config.json and tokenizer


def check_loggers(names):
    for name in [names] if isinstance(names, str) else names:
        assert name == "tracking" or name in Tracking.supported_backend, "%s is not supported" % name


class Replica(RolloutReplica):
    __abstractmethods__ = frozenset()
    launch_servers = None


class Worker(engine_workers.ActorRolloutRefWorker):
    """One actor, rollout and reference worker, up to where it would load the model."""

    def __init__(self, config):
        parts = config.actor_rollout_ref
        self.config = parts
        self.role = "actor_rollout_ref" if need_reference_policy(config) else "actor_rollout"
        self.distillation_enabled = is_distillation_enabled(config.get("distillation"))
        self.distillation_config = config.get("distillation")
        self._omega_profiler_config = parts.actor.get("profiler", {})
        self._world_size = config.trainer.nnodes * config.trainer.n_gpus_per_node

    world_size = property(lambda self: self._world_size)
    actor_worker_cls = ref_worker_cls = stub_class("TrainingWorker")
    set_dispatch_collect = lambda self, **_kwargs: None  # noqa: E731


def stop(*_args, **_kwargs):
    raise Accepted


def check_ppo(config, task_runner_class=None):
    """What the task runner and its workers do with the config before they load anything."""
    OmegaConf.to_container(config, resolve=True)
    if config.trainer.use_v1:
        get_trainer_cls(config.trainer.v1.trainer_mode)
    OmegaConf.resolve(config)
    check_loggers(config.trainer.logger)
    if need_critic(config):
        omega_conf_to_dataclass(config.critic)
    RolloutReplica.__init__(object.__new__(Replica), 0, config.actor_rollout_ref.rollout, None, config.trainer.n_gpus_per_node)
    engine_workers.init_device_mesh = stop  # the first thing that needs real processes
    Worker(config).init_model()


class Sections(sft.SFTTrainer):
    """The SFT trainer up to the sections that it builds first."""

    def __init__(self, config):
        self.config = config
        self._build_config()


def check_sft(config):
    Sections(config)
    check_loggers(config.trainer.logger)
    raise Accepted


ppo.run_ppo = check_ppo
sft.run_sft = check_sft
MAINS = {"verl": ppo.main, "verl-sft": sft.main}


def verdict(case):
    if case.command == "verl-sft":
        os.environ.update(WORLD_SIZE=str(case.world), RANK="0", LOCAL_RANK="0")
    primary = [] if case.text is None else ["--config-path", os.getcwd(), "--config-name", os.path.splitext(case.name)[0]]
    sys.argv = ["main", *primary, *case.argv]
    MAINS[case.command]()
    raise RuntimeError("the trainer was not reached")


WARM_UP = [
    "algorithm.adv_estimator=gae", "data.train_batch_size=1024", "actor_rollout_ref.rollout.name=vllm", "actor_rollout_ref.actor.use_kl_loss=true",
    "actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu=1", "actor_rollout_ref.rollout.log_prob_micro_batch_size_per_gpu=1",
    "actor_rollout_ref.ref.log_prob_micro_batch_size_per_gpu=1", "critic.ppo_micro_batch_size_per_gpu=1", "trainer.logger=[console]",
]  # fmt: skip
serve(verdict, [{"command": "verl", "argv": WARM_UP}, {"command": "verl-sft", "argv": ["trainer.logger=[console]"]}])
