"""Builds everything the two stages start from, with nothing from a hub; `python prepare.py`, seconds.

    build/model                 a random Qwen2.5-VL with its processor
    build/data/sft              text-only reasoning traces: prompt, completion
    build/data/rl               text and image problems in strict alternation: prompt, images, answer, kind
    build/data/held_out         problems that neither stage trains on, the same columns and a stable `id`

The same seed gives the same bytes. `build/stamp.json` remembers what was built from what, so that a second run only
looks and returns; torch is imported after that look.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tasks import PICTURES, REASONING, TEXT, Problem, draw

HERE = Path(__file__).parent
SFT_ROWS, RL_ROWS, HELD_OUT_ROWS = 4096, 2048, 128
SOURCES = ("prepare.py", "tasks.py", "tiny_model.py")
PACKAGES = ("datasets", "pillow", "pyarrow", "tokenizers", "torch", "transformers")


def sft_problems(seed: int) -> list[Problem]:
    rng = random.Random(f"sft {seed}")
    return [draw(rng, REASONING, reserved=False) for _ in range(SFT_ROWS)]


def rl_problems(seed: int) -> list[Problem]:
    """Strictly text, image, text, image: TRL slices a batch, and a slice without any picture would fail."""
    rng = random.Random(f"rl {seed}")
    return [draw(rng, PICTURES if i % 2 else TEXT, reserved=False) for i in range(RL_ROWS)]


def held_out_problems() -> list[Problem]:
    """The same for every seed, so that runs can be compared row by row; all different."""
    rng = random.Random("held out")
    chosen: dict[bytes, Problem] = {}
    while len(chosen) < HELD_OUT_ROWS:
        problem = draw(rng, PICTURES if len(chosen) % 2 else TEXT, reserved=True)
        chosen.setdefault(problem.digest, problem)
    return list(chosen.values())


def chat(problem: Problem) -> list[dict[str, str]]:
    return [{"role": "user", "content": problem.question}]


def trace(problem: Problem) -> str:
    return f"{problem.reasoning} \\boxed{{{problem.answer}}}"


def task_row(problem: Problem) -> dict[str, Any]:
    images = [problem.picture()] if problem.squares else []
    return {"prompt": chat(problem), "images": images, "answer": problem.answer, "kind": problem.kind}


def fingerprint(seed: int) -> str:
    """What the build depends on: these sources, the seed, and the packages that write the files."""
    digest = hashlib.sha256(f"seed {seed}".encode())
    for name in SOURCES:
        digest.update((HERE / name).read_bytes())
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()


def is_current(out: Path, wanted: str) -> bool:
    """Whether `out` holds a complete build of that fingerprint, every file with its recorded size."""
    try:
        stamp = json.loads((out / "stamp.json").read_text())
        return stamp["fingerprint"] == wanted and all(
            (out / name).stat().st_size == size for name, size in stamp["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def write_data(seed: int, out: Path) -> list[str]:
    """Writes the three data sets; returns every text of the cold start, which the tokenizer is trained on."""
    from datasets import Dataset, Features, Image, List, Value, disable_progress_bars

    disable_progress_bars()
    sft = sft_problems(seed)
    rows = [{"prompt": chat(p), "completion": [{"role": "assistant", "content": trace(p)}]} for p in sft]
    for name in ("sft", "rl", "held_out"):
        (out / "data" / name).mkdir(parents=True)
    Dataset.from_list(rows).to_parquet(out / "data/sft/train.parquet")

    message = {"role": Value("string"), "content": Value("string")}
    columns = {"prompt": [message], "images": List(Image()), "answer": Value("string"), "kind": Value("string")}
    tasks = [task_row(p) for p in rl_problems(seed)]
    Dataset.from_list(tasks, features=Features(columns)).to_parquet(out / "data/rl/train.parquet")

    columns = {"id": Value("string"), **columns}
    held_out = [{"id": f"{p.kind}-{p.digest.hex()[:8]}", **task_row(p)} for p in held_out_problems()]
    Dataset.from_list(held_out, features=Features(columns)).to_parquet(out / "data/held_out/test.parquet")
    return [text for p in sft for text in (p.question, trace(p))] + ["user\n", "assistant\n", "system\n"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED", "7")))
    parser.add_argument("--out", type=Path, default=Path("build"))
    args = parser.parse_args()

    wanted = fingerprint(args.seed)
    if is_current(args.out, wanted):
        print(f"{args.out} is up to date (seed {args.seed})")
        return
    partial = args.out.with_name(f"{args.out.name}.partial-{os.getpid()}")
    shutil.rmtree(partial, ignore_errors=True)
    corpus = write_data(args.seed, partial)

    import tiny_model

    parameters = tiny_model.build(corpus, args.seed, partial / "model")
    files = {str(p.relative_to(partial)): p.stat().st_size for p in sorted(partial.rglob("*")) if p.is_file()}
    stamp = {"fingerprint": wanted, "seed": args.seed, "files": files}
    (partial / "stamp.json").write_text(json.dumps(stamp, indent=1))
    shutil.rmtree(args.out, ignore_errors=True)
    partial.rename(args.out)  # last, so that an interrupted build is never taken for a complete one
    print(f"{args.out}: {parameters:,} parameters, {SFT_ROWS} traces, {RL_ROWS} problems, {HELD_OUT_ROWS} held out")


if __name__ == "__main__":
    main()
