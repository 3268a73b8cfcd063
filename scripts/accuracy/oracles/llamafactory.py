"""LLaMA-Factory's verdict: `llamafactory-cli COMMAND FILE [key=value ...]`, with `argv` as ["COMMAND", "key=value", ...]
(train when empty). More than one process, or FORCE_TORCHRUN=1 in `environment`, is a launch through torchrun.

Beyond read_args and the checks of hparams/parser.py, the template's name is looked up, and the data sets are where
`files` holds <dataset_dir>/dataset_info.json. Models, tokenizers and optional packages are not.
"""

import os
import sys

sys.path.pop(0)  # this file must not stand for the package of the same name
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
os.environ.update(DISABLE_VERSION_CHECK="1", LLAMAFACTORY_VERBOSITY="ERROR", TRANSFORMERS_VERBOSITY="error")

import gpu  # noqa: E402
from serve import serve  # noqa: E402
from stubs import stub  # noqa: E402

gpu.pretend()
stub("torchaudio", "matplotlib", "gradio", "tyro")

import transformers.training_args as hf  # noqa: E402
from llamafactory.data import loader  # noqa: E402
from llamafactory.data.template import TEMPLATES  # noqa: E402
from llamafactory.hparams import parser  # noqa: E402
from transformers.integrations import get_reporting_integration_callbacks  # noqa: E402
from transformers.training_args import ParallelMode  # noqa: E402

parser.check_version = lambda *_args, **_kwargs: None  # which optional packages a host has is not the config's matter


#: What train/*/workflow.py names its data after.
STAGES = {"dpo": "rm"}


def check_template(data_args):
    """data/template.py, before it needs a tokenizer."""
    if data_args.template is not None and data_args.template not in TEMPLATES:
        raise ValueError("Template %s does not exist." % data_args.template)


def check_data(data_args, model_args, training_args, stage):
    """data/loader.py, without the data themselves."""
    if isinstance(data_args.dataset_dir, str) and os.path.exists(os.path.join(data_args.dataset_dir, "dataset_info.json")):
        loader._load_single_dataset = loader.merge_dataset = lambda *_args, **_kwargs: None
        for names in (data_args.dataset, data_args.eval_dataset):
            loader._get_merged_dataset(names, model_args, data_args, training_args, STAGES.get(stage, stage))


def verdict(case):
    command, *overrides = case.argv or ["train"]
    distributed = case.world > 1 or case.environment.get("FORCE_TORCHRUN") in ("1", "true")
    gpu.distribute(hf.TrainingArguments, case)
    hf.TrainingArguments.parallel_mode = property(lambda _self: ParallelMode.DISTRIBUTED if distributed else ParallelMode.NOT_PARALLEL)
    sys.argv = ["llamafactory-cli", *([case.name] if case.text is not None else []), *overrides]
    args = parser.read_args()
    if command == "train":
        parser.get_ray_args(args)
        model_args, data_args, training_args, finetuning_args, _ = parser.get_train_args(args)
        check_template(data_args)
        check_data(data_args, model_args, training_args, finetuning_args.stage)
        get_reporting_integration_callbacks(training_args.report_to)  # the first thing that Trainer does
        return
    model_args, data_args, *_ = parser.get_infer_args(args)
    check_template(data_args)
    if command == "export" and model_args.export_dir is None:
        raise ValueError("Please specify `export_dir` to save model.")


serve(verdict, [{"text": "model_name_or_path: m\nstage: sft\ndo_train: true\ndataset: d\ntemplate: qwen\noutput_dir: o\n"}])
