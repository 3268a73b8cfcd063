"""EasyR1's verdict on `python -m verl.trainer.main ARGV`, from a checkout: `python easyr1.py CHECKOUT`.

With a `text`, `config=FILE` is its first argument. The config classes, the constructor's checks of the trainer and the
batch arithmetic of its workers run; models, data and Ray do not.
"""

import os
import sys
import types

CHECKOUT = os.path.abspath(sys.argv[1])
sys.path[0] = CHECKOUT
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

from serve import serve  # noqa: E402
from statements import check  # noqa: E402
from stubs import stub, stub_class  # noqa: E402

stub(
    "ray", "tensordict", "torchdata", "vllm", "transformers", "datasets", "peft", "accelerate", "wandb", "PIL", "flash_attn", "qwen_vl_utils",
    "liger_kernel", "psutil", "tqdm", "jinja2", "mathruler", "swanlab", "mlflow", "tabulate", "safetensors",
)  # fmt: skip

from verl.trainer import main, ray_trainer  # noqa: E402
from verl.utils.logger import logger  # noqa: E402
from verl.workers import fsdp_workers  # noqa: E402

RUN = main.Runner.run


class Worker(fsdp_workers.FSDPWorker):
    def __init__(self, config, world):
        self.config = config
        self.print_rank0 = lambda *_args: None
        fsdp_workers.dist = types.SimpleNamespace(get_world_size=lambda: world)
        fsdp_workers.init_device_mesh = lambda *_args, **_kwargs: stub_class("mesh")
        fsdp_workers.FSDPUlyssesShardingManager = stub_class("manager")


def check_run(config):
    check(RUN, ("self",), config=config)
    check(ray_trainer.RayPPOTrainer.__init__, ("tokenizer", "processor"), config=config)
    for name in config.trainer.logger:
        if name not in logger.LOGGERS:
            raise ValueError("%s is not supported." % name)
    world = config.trainer.nnodes * config.trainer.n_gpus_per_node
    tensor_parallel = config.worker.rollout.tensor_parallel_size
    if world < tensor_parallel or world % tensor_parallel:
        raise ValueError("rollout world size: %d is not divisible by tensor_parallel_size: %d" % (world, tensor_parallel))
    worker = Worker(config.worker, world)
    worker._init_dist_mesh(config.worker.actor, "actor")
    if config.algorithm.adv_estimator == "gae":
        worker._init_dist_mesh(config.worker.critic, "critic")


main.Runner = types.SimpleNamespace(remote=lambda: types.SimpleNamespace(run=types.SimpleNamespace(remote=check_run)))


def verdict(case):
    sys.argv = ["main", *(["config=" + case.name] if case.text is not None else []), *case.argv]
    main.main()


serve(verdict)
