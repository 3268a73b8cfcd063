"""Open-Reasoner-Zero's verdict on an experiment file (`text`) with the overrides of `argv`: `python orz.py CHECKOUT`.

The file runs as `python -m playground.FILE` would, up to the end of its checks of the config. Ray, vLLM and DeepSpeed
are not there.
"""

import os
import sys

CHECKOUT = os.path.abspath(sys.argv[1])
sys.path[0] = CHECKOUT
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

from serve import Accepted, serve  # noqa: E402
from stubs import stub  # noqa: E402

stub(
    "ray", "vllm", "deepspeed", "transformers", "datasets", "flash_attn", "peft", "accelerate", "tqdm", "loguru", "tabulate", "latex2sympy2_extended",
    "math_verify", "sympy", "aiohttp", "tensorboard", "torch.utils.tensorboard", "antlr4_tools", "pylatexenc", "bitsandbytes", "einops", "jsonlines", "regex",
    "orz.exp_engine",
)  # fmt: skip

import ray  # noqa: E402


def stop(*_args, **_kwargs):
    raise Accepted


ray.init = stop


def verdict(case):
    sys.argv = [case.name, *case.argv]
    sys.path.insert(0, CHECKOUT)
    with open(case.name, encoding="utf-8") as file:
        source = file.read()
    exec(compile(source, case.name, "exec"), {"__name__": "__main__", "__file__": os.path.abspath(case.name)})


serve(verdict)
