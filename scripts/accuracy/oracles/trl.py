"""TRL's verdict: `trl sft|grpo --config FILE` (commands trl-sft, trl-grpo), or TRL's script (`argv: ["script"]`).

The parser, its post-init checks and `accelerate launch` run; of the script and the trainer's constructors the checks
that need no model (statements.py).
"""

import inspect
import os
import sys
import types
import warnings

sys.path.pop(0)  # this file must not stand for the package of the same name
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
os.environ.update(TRANSFORMERS_VERBOSITY="error")
warnings.simplefilter("ignore")

import gpu  # noqa: E402
from launching import check_launch  # noqa: E402
from serve import Rejected, serve  # noqa: E402
from statements import check, check_whatever  # noqa: E402

from transformers import Trainer  # noqa: E402
from transformers.integrations import get_reporting_integration_callbacks  # noqa: E402
from trl import GRPOConfig, GRPOTrainer, SFTConfig, SFTTrainer  # noqa: E402
from trl.cli.accelerate_config import resolve_accelerate_config_argument  # noqa: E402
from trl.generation.vllm_generation import VLLMGeneration  # noqa: E402
from trl.scripts import grpo, sft  # noqa: E402

import accelerate.commands.launch  # noqa: E402, F401
import torch.distributed.run  # noqa: E402, F401

SCRIPTS = {"trl-sft": (sft, SFTConfig, SFTTrainer), "trl-grpo": (grpo, GRPOConfig, GRPOTrainer)}
gpu.pretend()
#: What the scripts hand to the trainer beside the arguments, and is not here.
GIVEN = ("train_dataset", "eval_dataset", "quantization_config", "peft_config")
PARSERS = {command: module.make_parser() for command, (module, *_) in SCRIPTS.items()}


def check_trainer(command, parsed, case):
    """What the script and the trainer's constructors refuse before and after they have the model."""
    module, _, trainer = SCRIPTS[command]
    script_args, training_args, model_args, dataset_args = parsed
    check(module.main, script_args=script_args, training_args=training_args, model_args=model_args, dataset_args=dataset_args)
    rewards = [] if command == "trl-sft" else [*(script_args.reward_funcs or []), *([script_args.reward_model_name_or_path] if script_args.reward_model_name_or_path else [])]
    check_whatever("_is_vision_dataset", trainer.__init__, GIVEN, args=training_args, reward_funcs=rewards, model=model_args.model_name_or_path)
    check(Trainer.__init__, inspect.signature(Trainer.__init__).parameters, args=training_args)
    get_reporting_integration_callbacks(training_args.report_to)
    if getattr(training_args, "use_vllm", False):
        known = {"mode": training_args.vllm_mode, "tensor_parallel_size": training_args.vllm_tensor_parallel_size, "accelerator": types.SimpleNamespace(num_processes=case.world)}
        check(VLLMGeneration._init_vllm, (), known)


def verdict(case):
    gpu.distribute(SCRIPTS[case.command][1], case)
    parser = PARSERS[case.command]
    if case.argv == ["script"]:
        check_trainer(case.command, parser.parse_args_and_config(["--config", case.name], fail_with_unknown_args=False), case)
        return
    *parsed, rest = parser.parse_args_and_config(["--config", case.name], return_remaining_strings=True)
    args = check_launch([*resolve_accelerate_config_argument(rest), "script.py"])
    if args.training_script != "script.py":
        raise Rejected("accelerate launch would run %s" % args.training_script)
    check_trainer(case.command, parsed, case)


WARM_UP = "model_name_or_path: m\ndataset_name: d\n"
serve(verdict, [{"command": "trl-sft", "text": WARM_UP}, {"command": "trl-grpo", "text": WARM_UP + "reward_funcs: accuracy_reward\n"}])
