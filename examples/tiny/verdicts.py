"""Did a run learn? Five checks on what its two stages left on disk.

Rewards are judged per sampled completion, from TRL's dumps (`completions/*.parquet`, one file a step), by Welch's t.
The completions of one problem are not independent of each other, so that t is somewhat too large; the held-out means
beside it carry no such doubt.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, variance
from typing import Any

import answers

Row = dict[str, Any]


@dataclass(frozen=True)
class Check:
    """One line of the table: `value` must satisfy `limit`."""

    name: str
    value: float
    limit: str
    ok: bool
    note: str = ""


def tenths(values: list[Any]) -> tuple[list[Any], list[Any]]:
    """(first tenth, last tenth), at least one value each."""
    n = max(1, len(values) // 10)
    return values[:n], values[-n:]


def welch_t(before: list[float], after: list[float]) -> float:
    """Welch's t of a rise from `before` to `after`; infinite when neither varies and the means differ."""
    rise = fmean(after) - fmean(before)
    error = math.sqrt(variance(before) / len(before) + variance(after) / len(after))
    if error == 0:
        return math.copysign(math.inf, rise) if rise else 0.0
    return rise / error


def loss_falls(cold_start: Path) -> Check:
    """Last tenth of the logged losses against the first tenth."""
    state = json.loads((answers.checkpoints(cold_start)[-1][1] / "trainer_state.json").read_text())
    first, last = map(fmean, tenths([entry["loss"] for entry in state["log_history"] if "loss" in entry]))
    note = f"{first:.3f} -> {last:.3f}"
    return Check("cold start: loss, last / first tenth", last / first, "< 0.5", last < first / 2, note)


def sampled_rewards(rl: Path) -> list[list[float]]:
    """For every step in order, the 0/1 rewards of its completions."""
    import pandas

    steps: dict[int, list[float]] = {}
    for path in (rl / "completions").glob("*.parquet"):
        dump = pandas.read_parquet(path)
        steps[int(dump["step"].iloc[0])] = dump["text_match"].fillna(dump["image_match"]).tolist()
    return [steps[step] for step in sorted(steps)]


def reward_rises(rl: Path) -> Check:
    first, last = ([reward for step in part for reward in step] for part in tenths(sampled_rewards(rl)))
    t = welch_t(first, last)
    note = f"{fmean(first):.3f} -> {fmean(last):.3f}, {len(first)} and {len(last)} completions"
    return Check("rl: Welch t of the reward, last - first tenth", t, ">= 3", t >= 3, note)


def answers_spread(build: Path) -> list[Check]:
    """Distinct answers, and what the best constant answer would earn, over the RL and the held-out problems."""
    from datasets import Dataset

    checks = []
    for name in ("rl/train", "held_out/test"):
        counts = Counter(Dataset.from_parquet(str(build / f"data/{name}.parquet"))["answer"])
        best, times = counts.most_common(1)[0]
        share = times / counts.total()
        checks.append(Check(f"{name}: distinct answers", len(counts), ">= 10", len(counts) >= 10))
        checks.append(Check(f"{name}: best constant answer", share, "<= 0.2", share <= 0.2, f"always {best!r}"))
    return checks


def blanked(row: Row) -> Row:
    from PIL import Image

    return {**row, "images": [Image.new("RGB", image.size, (128, 128, 128)) for image in row["images"]]}


def pictures_matter(rl: Path, build: Path) -> Check:
    """Held-out image problems answered by the last checkpoint, with their pictures and with grey ones instead."""
    rows = [row for row in answers.held_out(build) if row["kind"] == "image"]
    checkpoint = answers.checkpoints(rl)[-1][1]
    seen, blind = (
        fmean(record["reward"] for record in answers.answer(checkpoint, version))
        for version in (rows, [blanked(row) for row in rows])
    )
    note = f"{seen:.3f} with, {blind:.3f} without the pictures"
    lost = seen - blind
    return Check("rl: held-out image reward lost with grey pictures", lost, ">= 0.05", lost >= 0.05, note)


def held_out_means(output_dir: Path) -> dict[str, float]:
    """Greedy mean reward by kind at the stage's last checkpoint, from its answers file; empty when there is none."""
    step = answers.checkpoints(output_dir)[-1][0]
    path = output_dir / f"answers/step-{step}.jsonl"
    records = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    kinds = sorted({record["kind"] for record in records})
    return {kind: fmean(r["reward"] for r in records if r["kind"] == kind) for kind in kinds}


def judge(cold_start: Path, rl: Path, build: Path) -> list[Check]:
    return [loss_falls(cold_start), reward_rises(rl), *answers_spread(build), pictures_matter(rl, build)]
