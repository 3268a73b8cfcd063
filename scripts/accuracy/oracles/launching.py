"""`accelerate launch` up to the moment at which it would start processes, and what the first of them would build."""

import contextlib
import os
import subprocess
import sys
import types
from unittest import mock


class _Started(BaseException):
    """The launcher has checked everything and would start the script now, in this environment."""

    def __init__(self, environment):
        super().__init__()
        self.environment = environment


@contextlib.contextmanager
def _stopped():
    """Starting a process raises _Started; DeepSpeed counts as installed."""
    import torch.distributed.run as run
    from accelerate.commands import launch

    def popen(_command, env=None, **_kwargs):
        raise _Started(dict(env or os.environ))

    def start(_args):
        raise _Started(dict(os.environ))

    runner = types.ModuleType("deepspeed.launcher.runner")
    runner.DEEPSPEED_ENVIRONMENT_NAME = os.path.join(os.getcwd(), ".deepspeed_env")
    stubs = {name: sys.modules.get(name) or types.ModuleType(name) for name in ("deepspeed", "deepspeed.launcher")}
    with contextlib.ExitStack() as patches:
        for target, name, value in (
            (subprocess, "Popen", popen),
            (run, "run", start),
            (launch, "is_deepspeed_available", lambda: True),
            (launch, "check_cuda_p2p_ib_support", lambda: True),
        ):
            patches.enter_context(mock.patch.object(target, name, value))
        patches.enter_context(mock.patch.dict(sys.modules, {**stubs, "deepspeed.launcher.runner": runner}))
        yield


def check_launch(argv):
    """Raises what `accelerate launch ARGV` would stop with."""
    from accelerate.commands.launch import launch_command, launch_command_parser

    args = launch_command_parser().parse_args(argv)
    try:
        with _stopped():
            launch_command(args)
    except _Started as started:
        _check_plugins(started.environment)
        return args
    raise RuntimeError("accelerate launch started nothing")


def _check_plugins(environment):
    """What `Accelerator()` builds first of all from the launcher's environment (accelerate/accelerator.py)."""
    from accelerate.utils import dataclasses as plugins

    before = dict(os.environ)
    os.environ.update(environment)
    try:
        if environment.get("ACCELERATE_USE_DEEPSPEED", "false") == "true":
            plugins.DeepSpeedPlugin()
        if environment.get("ACCELERATE_USE_FSDP", "false") == "true":
            plugins.FullyShardedDataParallelPlugin()
        if environment.get("ACCELERATE_USE_PARALLELISM_CONFIG", "false") == "true":
            from accelerate.parallelism_config import ParallelismConfig

            ParallelismConfig()
    finally:
        os.environ.clear()
        os.environ.update(before)
