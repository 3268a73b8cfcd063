"""accelerate's verdict on a config file of `accelerate launch --config_file`, or on the flags in `argv`."""

import os
import sys

sys.path.pop(0)  # this file must not stand for the package of the same name
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

import gpu  # noqa: E402
from launching import check_launch  # noqa: E402
from serve import serve  # noqa: E402

import accelerate.commands.launch  # noqa: E402, F401
import torch.distributed.run  # noqa: E402, F401


def verdict(case):
    gpu.pretend(case.gpus)
    file = ["--config_file", os.path.abspath(case.name)] if case.text is not None else []
    check_launch([*file, *case.argv, "script.py"])


serve(verdict)
