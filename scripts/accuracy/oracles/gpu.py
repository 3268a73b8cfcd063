"""A machine with GPUs, as far as config classes look at it: they refuse bf16 and NCCL on a machine without one."""

import types


def pretend(per_process=1):
    """Makes torch report `per_process` GPUs of the Ampere generation. Nothing runs on them."""
    import torch

    cuda = torch.cuda
    cuda.is_available = lambda: True
    cuda.device_count = lambda: per_process
    cuda.current_device = lambda: 0
    cuda.set_device = lambda _device: None
    cuda.is_bf16_supported = lambda *_args, **_kwargs: True
    cuda.get_device_capability = lambda *_args: (8, 0)
    cuda.get_device_name = lambda *_args: "NVIDIA A100-SXM4-80GB"
    cuda.manual_seed_all = lambda _seed: None
    cuda.get_device_properties = lambda *_args: types.SimpleNamespace(major=8, minor=0, name=cuda.get_device_name(), total_memory=80 << 30, multi_processor_count=108)
    cuda._lazy_init = lambda: None
    cuda.empty_cache = lambda: None
    torch.version.cuda = "12.8"


def distribute(training_arguments, case):
    """TrainingArguments as one process of the launch sees it: its world size, without a process group."""
    import os

    import transformers.training_args as module
    from accelerate import PartialState

    def alone(cpu=False, **_kwargs):
        launch = {name: os.environ.pop(name) for name in ("WORLD_SIZE", "RANK", "LOCAL_RANK") if name in os.environ}
        try:
            return PartialState(cpu=cpu)
        finally:
            os.environ.update(launch)

    module.PartialState = alone
    training_arguments.world_size = property(lambda _self: case.world)
    training_arguments.n_gpu = property(lambda _self: 1)
