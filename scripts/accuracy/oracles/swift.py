"""ms-swift's verdict on `swift COMMAND ...` (command pt, sft or rlhf): flags in `argv`, or a config file in `text`.

The argument classes run with all their checks. A model stands in for the one that would be downloaded: bfloat16, 32,768
positions, of the type that ms-swift's own table gives for the name, else plain text.
"""

import os
import sys
import warnings

sys.path.pop(0)  # this file must not stand for the package of the same name
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
os.environ.update(TRANSFORMERS_VERBOSITY="error", LOG_LEVEL="ERROR", MODELSCOPE_CACHE="/nonexistent", DS_ACCELERATOR="cpu")
warnings.simplefilter("ignore")

import gpu  # noqa: E402
from serve import serve  # noqa: E402
from stubs import stub  # noqa: E402

gpu.pretend()
stub("vllm", "ray", "deepspeed.launcher", "liger_kernel", "swanlab", "msgspec", "zmq")

import torch  # noqa: E402
import transformers.training_args as hf  # noqa: E402
from swift.arguments import PretrainArguments, RLHFArguments, SftArguments  # noqa: E402
from swift.arguments import sft_args  # noqa: E402
from swift.cli.main import parse_yaml_args  # noqa: E402
from swift.model import model_meta  # noqa: E402
from swift.utils import parse_args  # noqa: E402

CLASSES = {"pt": PretrainArguments, "sft": SftArguments, "rlhf": RLHFArguments}


def model_info(model_dir, model_type, quantization_config=None):
    if model_type is not None and model_type not in model_meta.MODEL_MAPPING:
        raise ValueError("model_type: '%s' is not known" % model_type)
    known = model_meta.MODEL_MAPPING.get(model_type)
    return model_meta.ModelInfo(model_type, model_dir, torch.bfloat16, 32768, None, None, is_multimodal=bool(known and known.is_multimodal))


def nothing(*_args, **_kwargs):
    return None


RLHFArguments._init_external_vllm = nothing  # it connects to the server
model_meta.safe_snapshot_download = lambda name, **_kwargs: name
model_meta._get_model_info = model_info
for name in ("init_process_group", "set_device", "require_version"):
    if hasattr(sft_args, name):
        setattr(sft_args, name, nothing)


def verdict(case):
    gpu.pretend(case.gpus)
    gpu.distribute(hf.TrainingArguments, case)
    if case.world > 1:
        os.environ.update(RANK="0", LOCAL_RANK="0", WORLD_SIZE=str(case.world), LOCAL_WORLD_SIZE=str(case.gpus))
    argv = [case.name, *case.argv] if case.text is not None else list(case.argv)
    parse_yaml_args(argv)
    " ".join(argv)  # swift prints the command before it starts it: this breaks on what is no text
    _, rest = parse_args(CLASSES[case.command], argv)
    if rest and "--ignore_args_error" not in argv:
        raise ValueError("remaining_argv: %s" % rest)


serve(verdict, [{"command": "sft", "argv": ["--model", "Qwen/Qwen2.5-7B-Instruct", "--dataset", "x.jsonl"]}])
