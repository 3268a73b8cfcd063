"""A Qwen2.5-VL of about a million parameters with random weights, its tokenizer trained on the spot.

The classes are the real ones (`Qwen2_5_VLForConditionalGeneration`, `Qwen2_5_VLProcessor`); only the sizes are small.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch
from transformers import (
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2_5_VLProcessor,
    Qwen2Tokenizer,
    Qwen2VLImageProcessor,
    Qwen2VLVideoProcessor,
)

from transformers.utils.logging import disable_progress_bar

from tasks import SIDE

disable_progress_bar()

# The order fixes the ids 0..7; rl.yaml's `suppress_tokens` names all of them but <|im_end|>, which ends a reply.
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>",
           "<|vision_pad|>", "<|image_pad|>", "<|video_pad|>"]  # fmt: skip
SUPPRESSED = [i for i, token in enumerate(SPECIAL) if token != "<|im_end|>"]

TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n"
    "{% if m['content'] is string %}{{ m['content'] }}{% else %}{% for part in m['content'] %}"
    "{% if part['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>"
    "{% elif part['type'] == 'text' %}{{ part['text'] }}{% endif %}{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def train_processor(corpus: Iterable[str]) -> Qwen2_5_VLProcessor:
    """A byte-level BPE of at most 512 tokens, special ones first, within a processor of fixed picture size."""
    tokenizer = Qwen2Tokenizer().train_new_from_iterator(corpus, vocab_size=512, new_special_tokens=SPECIAL)
    tokenizer.eos_token, tokenizer.pad_token = "<|im_end|>", "<|endoftext|>"
    if tokenizer.convert_tokens_to_ids(SPECIAL) != list(range(len(SPECIAL))):
        raise RuntimeError("the special tokens did not get the first ids, which rl.yaml relies on")
    pixels = {"min_pixels": SIDE * SIDE, "max_pixels": SIDE * SIDE}
    return Qwen2_5_VLProcessor(
        Qwen2VLImageProcessor(**pixels), tokenizer, Qwen2VLVideoProcessor(**pixels), chat_template=TEMPLATE
    )


def new_model(vocabulary: int, seed: int, hidden: int = 128) -> Qwen2_5_VLForConditionalGeneration:
    """Random weights. `vocabulary` must be the tokenizer's length: a spare id could be sampled but never decoded."""
    torch.manual_seed(seed)
    ids = {token: i for i, token in enumerate(SPECIAL)}
    config = Qwen2_5_VLConfig(
        text_config=dict(
            vocab_size=vocabulary, hidden_size=hidden, intermediate_size=3 * hidden, num_hidden_layers=4,
            num_attention_heads=4, num_key_value_heads=4, max_position_embeddings=512,
            rope_parameters={"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [4, 6, 6]},
            eos_token_id=ids["<|im_end|>"], pad_token_id=ids["<|endoftext|>"], bos_token_id=None,
            initializer_range=0.05,
        ),
        vision_config=dict(
            depth=2, hidden_size=64, intermediate_size=128, num_heads=2, out_hidden_size=hidden, window_size=56,
            fullatt_block_indexes=[1], initializer_range=0.05,
        ),
        image_token_id=ids["<|image_pad|>"], video_token_id=ids["<|video_pad|>"],
        vision_start_token_id=ids["<|vision_start|>"], vision_end_token_id=ids["<|vision_end|>"],
        tie_word_embeddings=True,
    )  # fmt: skip
    model = Qwen2_5_VLForConditionalGeneration(config)
    with torch.no_grad():  # start image features at about the size of word embeddings
        model.model.visual.merger.mlp[2].weight.mul_(0.2)
    model.generation_config.eos_token_id = ids["<|im_end|>"]
    model.generation_config.pad_token_id = ids["<|endoftext|>"]
    return model


def build(corpus: Iterable[str], seed: int, folder: Path) -> int:
    """Writes model and processor to `folder`; returns the number of parameters."""
    processor = train_processor(corpus)
    model = new_model(len(processor.tokenizer), seed)
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return sum(p.numel() for p in model.parameters())
