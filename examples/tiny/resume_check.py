"""Proves that a resumed run goes on from the checkpoint's weights, or stops it.

Why: for Qwen2.5-VL the names on disk (`visual.*`, `model.*`) differ from those in memory (`model.visual.*`,
`model.language_model.*`). The Trainer's resume loads with `strict=False` and no renaming, so not one tensor is taken,
while optimizer, schedule and step number are: the run looks resumed and trains on from whatever `model_name_or_path`
names (huggingface/transformers #43701). The remedy is to set `model_name_or_path` to the checkpoint as well, since
`from_pretrained` does rename. This check reads the file with its own two rules and trusts neither of the two loaders.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from transformers import TrainerCallback

RENAMED = (("visual.", "model.visual."), ("model.", "model.language_model."))  # on disk -> in memory


def name_in_memory(name: str, live: dict[str, torch.Tensor]) -> str:
    """The live model's name for a tensor of the file; names written by newer versions are already the live ones."""
    if name in live:
        return name
    for old, new in RENAMED:
        if name.startswith(old):
            return new + name[len(old):]
    return name


def differing_tensors(model: torch.nn.Module, checkpoint: Path) -> tuple[int, list[str]]:
    """(number of tensors compared, complaints); every tensor of the file and every one of the model must be met."""
    live = model.state_dict()
    files = sorted(checkpoint.glob("*.safetensors"))
    if not files:
        return 0, [f"no *.safetensors in {checkpoint}"]
    total, complaints, met = 0, [], set()
    for path in files:
        with safe_open(path, framework="pt") as stored:
            for name in stored.keys():
                total += 1
                here = live.get(name_in_memory(name, live))
                if here is None:
                    complaints.append(f"{name}: not in the model")
                    continue
                met.add(here.data_ptr())  # tied tensors share their memory and are stored once
                if not torch.equal(here.cpu(), stored.get_tensor(name).to(here.dtype)):
                    complaints.append(f"{name}: differs")
    complaints += [f"{name}: not in the file" for name, tensor in live.items() if tensor.data_ptr() not in met]
    return total, complaints


def optimizer_step(optimizer: Any) -> int | None:
    """AdamW's own count of updates; None when it holds no state, which means that none was restored."""
    steps = {int(state["step"]) for state in optimizer.state.values() if "step" in state}
    return max(steps) if steps else None


def record(output_dir: Path, entry: dict[str, Any]) -> None:
    """Appends to `resume_check.json`, a list with one entry per resume; replaced in one step."""
    path = output_dir / "resume_check.json"
    entries = json.loads(path.read_text()) if path.exists() else []
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps([*entries, entry], indent=1) + "\n")
    os.replace(partial, path)


class ResumeCheck(TrainerCallback):
    """Runs when weights, optimizer and step number have been restored and before the first new step."""

    def __init__(self, checkpoint: Path) -> None:
        self.checkpoint = checkpoint

    def on_train_begin(self, args: Any, state: Any, control: Any, *, model: Any, optimizer: Any, **_: Any) -> None:
        total, complaints = differing_tensors(model, self.checkpoint)
        step = optimizer_step(optimizer)
        if step != state.global_step:
            complaints.append(f"optimizer is at step {step}, the run at step {state.global_step}")
        record(Path(args.output_dir), {
            "checkpoint": str(self.checkpoint), "step": state.global_step, "optimizer_step": step,
            "tensors": total, "ok": not complaints, "complaints": complaints[:20],
        })  # fmt: skip
        if complaints:
            raise SystemExit(
                f"not continuing from {self.checkpoint}: {len(complaints)} complaints, the first: {complaints[0]}. "
                "Set model_name_or_path to the checkpoint too; resume_from_checkpoint alone keeps the initial weights."
            )
        print(f"continuing from {self.checkpoint}: {total} of {total} tensors equal the checkpoint, "
              f"optimizer at step {step}", flush=True)  # fmt: skip
