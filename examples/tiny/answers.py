"""Greedy answers to the held-out problems, for every checkpoint of a stage that has none yet; seconds a checkpoint.

    REASONER_OUTPUT_DIR=outputs/rl python answers.py         # or --output-dir outputs/rl

Writes `answers/step-<N>.jsonl` inside that folder, one JSON object a line:
{id, kind, prompt, completion, answer, reward, tokens}: `answer` is the stored one, `reward` is 0 or 1, `tokens` counts
the reply's tokens without the closing <|im_end|>. A file appears complete or not at all.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

BATCH = 64  # prompts generated for at once
ROOM = 96  # tokens; what rl.yaml allows in its last phase

Row = dict[str, Any]


def checkpoints(output_dir: Path) -> list[tuple[int, Path]]:
    """(step, folder) of every complete checkpoint, in the order of training."""
    found = ((path.name.removeprefix("checkpoint-"), path) for path in output_dir.glob("checkpoint-*"))
    return sorted((int(step), path) for step, path in found if step.isdigit() and (path / "config.json").exists())


def held_out(build: Path) -> list[Row]:
    """The held-out rows, pictures decoded: id, prompt, images, answer, kind."""
    from datasets import Dataset

    return list(Dataset.from_parquet(str(build / "data/held_out/test.parquet")))


def generate(checkpoint: Path, rows: list[Row]) -> Iterator[tuple[str, int]]:
    """(reply, number of its tokens) for each row; text and image rows must not be mixed in one call."""
    import torch
    from transformers import AutoModelForImageTextToText, AutoProcessor

    from tiny_model import SUPPRESSED

    processor = AutoProcessor.from_pretrained(checkpoint)
    model = AutoModelForImageTextToText.from_pretrained(checkpoint, dtype=torch.float32).eval()
    end = processor.tokenizer.eos_token_id
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        pictures = [row["images"] for row in batch]
        prompts = [
            processor.apply_chat_template(
                [{"role": m["role"], "content": [{"type": "image"} for _ in row["images"]]
                  + [{"type": "text", "text": m["content"]}]} for m in row["prompt"]],
                add_generation_prompt=True, tokenize=False,
            ) for row in batch
        ]  # fmt: skip
        inputs = processor(text=prompts, images=pictures if any(pictures) else None, padding=True,
                           padding_side="left", return_tensors="pt")  # fmt: skip
        with torch.inference_mode():
            ids = model.generate(**inputs, do_sample=False, max_new_tokens=ROOM, suppress_tokens=SUPPRESSED)
        for reply in ids[:, inputs["input_ids"].shape[1] :].tolist():
            reply = reply[: reply.index(end)] if end in reply else reply
            yield processor.tokenizer.decode(reply, skip_special_tokens=True), len(reply)


def answer(checkpoint: Path, rows: list[Row]) -> list[Row]:
    """One record per held-out row, in the rows' order."""
    from rewards import score

    records: dict[str, Row] = {}
    for kind in ("text", "image"):
        chosen = [row for row in rows if row["kind"] == kind]
        for row, (reply, tokens) in zip(chosen, generate(checkpoint, chosen)):
            records[row["id"]] = {
                "id": row["id"], "kind": kind, "prompt": row["prompt"][-1]["content"], "completion": reply,
                "answer": row["answer"], "reward": score(reply, row["answer"]), "tokens": tokens,
            }  # fmt: skip
    return [records[row["id"]] for row in rows]


def write_lines(path: Path, records: list[Row]) -> None:
    partial = path.with_name(f"{path.name}.partial-{os.getpid()}")
    partial.write_text("".join(json.dumps(record) + "\n" for record in records))
    os.replace(partial, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output-dir", type=Path, default=os.environ.get("REASONER_OUTPUT_DIR"))
    parser.add_argument("--build", type=Path, default=Path("build"))
    args = parser.parse_args()
    if not args.output_dir:
        parser.error("name the stage's output folder by REASONER_OUTPUT_DIR or --output-dir")

    folder = Path(args.output_dir) / "answers"
    todo = [(path, folder / f"step-{step}.jsonl") for step, path in checkpoints(Path(args.output_dir))]
    todo = [(path, target) for path, target in todo if not target.exists()]
    rows = held_out(args.build) if todo else []
    for path, target in todo:
        folder.mkdir(exist_ok=True)
        records = answer(path, rows)
        write_lines(target, records)
        text, image = (fmean(r["reward"] for r in records if r["kind"] == kind) for kind in ("text", "image"))
        print(f"{target.name}: mean reward {text:.3f} on text, {image:.3f} on images, {len(records)} rows", flush=True)


if __name__ == "__main__":
    main()
