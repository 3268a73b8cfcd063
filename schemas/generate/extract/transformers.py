"""transformers: the arguments of its Trainer, which TRL, LLaMA-Factory and ms-swift inherit."""

from classes import groups
from string_sets import dict_keys


def extract(tree):
    roots = [
        ("transformers.training_args", "TrainingArguments"),
        ("transformers.training_args_seq2seq", "Seq2SeqTrainingArguments"),
    ]
    found, _ = groups(tree, roots)
    return {
        "groups": found,
        "commands": {"train": ["TrainingArguments"]},
        "lists": {"integrations": integrations(tree), "parser": parser_traits(tree, "transformers.hf_argparser")},
    }


def parser_traits(tree, module):
    """`none-text` where the argument parser takes the texts `none` and `null` for None."""
    path = tree.path_of(module)
    return ["none-text"] if path and "_accept_none" in tree.read(path) else []


def integrations(tree):
    """The names `report_to` takes, beside `all` and `none`."""
    found = dict_keys(tree.module("transformers.integrations.integration_utils"), "INTEGRATION_TO_CALLBACK")
    if not found:
        raise KeyError("transformers/integrations/integration_utils.py: no INTEGRATION_TO_CALLBACK")
    return found
