"""The silent trap: a run resumed for Qwen2.5-VL without `model_name_or_path` trains on from the initial weights."""

import json
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parent.parent))

import torch
from resume_check import ResumeCheck, differing_tensors
from tiny_model import new_model
from transformers import Qwen2_5_VLForConditionalGeneration


class AfterAResume(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.checkpoint = Path(scratch.name, "checkpoint-1")
        self.initial = new_model(vocabulary=64, seed=7, hidden=128)
        trained = new_model(vocabulary=64, seed=7, hidden=128)
        self.optimizer = torch.optim.AdamW(trained.parameters())
        for parameter in trained.parameters():
            parameter.grad = torch.ones_like(parameter)
        self.optimizer.step()
        trained.save_pretrained(self.checkpoint)

    def begin(self, model: torch.nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, object]:
        """What the Trainer calls before the first new step; the entry that the check leaves behind."""
        args, state = SimpleNamespace(output_dir=self.checkpoint.parent), SimpleNamespace(global_step=1)
        try:
            ResumeCheck(self.checkpoint).on_train_begin(args, state, None, model=model, optimizer=optimizer)
        finally:
            self.entry = json.loads((self.checkpoint.parent / "resume_check.json").read_text())[-1]
        return self.entry

    def test_weights_of_the_checkpoint_are_accepted(self) -> None:
        entry = self.begin(Qwen2_5_VLForConditionalGeneration.from_pretrained(self.checkpoint), self.optimizer)
        self.assertEqual((entry["ok"], entry["tensors"], entry["optimizer_step"]), (True, 80, 1))

    def test_initial_weights_are_refused(self) -> None:
        with self.assertRaisesRegex(SystemExit, "model_name_or_path"):
            self.begin(self.initial, self.optimizer)
        self.assertFalse(self.entry["ok"])

    def test_the_trainers_own_way_of_loading_takes_nothing(self) -> None:
        from safetensors.torch import load_file

        self.initial.load_state_dict(load_file(self.checkpoint / "model.safetensors"), strict=False)
        total, complaints = differing_tensors(self.initial, self.checkpoint)
        self.assertEqual((total, len(complaints)), (80, 80))

    def test_a_fresh_optimizer_is_refused(self) -> None:
        model = Qwen2_5_VLForConditionalGeneration.from_pretrained(self.checkpoint)
        with self.assertRaisesRegex(SystemExit, "optimizer"):
            self.begin(model, torch.optim.AdamW(model.parameters()))

    def test_one_altered_number_is_found(self) -> None:
        model = Qwen2_5_VLForConditionalGeneration.from_pretrained(self.checkpoint)
        with torch.no_grad():
            model.model.visual.merger.mlp[0].bias[0] += 1e-6
        self.assertEqual(len(differing_tensors(model, self.checkpoint)[1]), 1)


if __name__ == "__main__":
    unittest.main()
