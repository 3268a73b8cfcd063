"""TRL's own GRPO script with two gaps closed; takes everything that `trl grpo` takes.

    python grpo.py --config rl.yaml --output_dir outputs/rl

The gaps, in TRL 1.13: its script never passes `resume_from_checkpoint` on to `train()`, and a batch of rows with and
without pictures is handed to the processor as `images=[..., None, ...]`, which it refuses.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import trl
from transformers.trainer_utils import get_last_checkpoint
from trl.scripts import grpo

from resume_check import ResumeCheck


class MixedGRPOTrainer(trl.GRPOTrainer):
    """Resumes when told to, and lets text rows stand beside image rows."""

    def train(self, resume_from_checkpoint: str | bool | None = None, **kwargs: Any) -> Any:
        checkpoint = resume_from_checkpoint or self.args.resume_from_checkpoint
        if checkpoint in (True, "true", "True"):
            checkpoint = get_last_checkpoint(self.args.output_dir)
        if checkpoint:
            self.add_callback(ResumeCheck(Path(checkpoint)))
        return super().train(checkpoint, **kwargs)

    def _issue_warnings_after_load(self, load_result: Any) -> None:
        """Silent: it would list every tensor as missing after each resume; `ResumeCheck` knows what is true."""

    def _tokenize_prompts(self, prompts: list[Any]) -> tuple[Any, Any, Any]:
        ids, images, fields = super()._tokenize_prompts(prompts)
        return ids, images and [row or [] for row in images], fields


def main() -> None:
    trl.GRPOTrainer = MixedGRPOTrainer  # TRL's script looks the name up when it runs
    grpo.main(*grpo.make_parser().parse_args_and_config(fail_with_unknown_args=False))


if __name__ == "__main__":
    main()
