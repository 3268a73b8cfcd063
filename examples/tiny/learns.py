"""Trains both stages for three seeds and says whether they learned; exit code 1 when a check fails.

    python learns.py                                     # about six minutes a seed
    python learns.py --run outputs/cold-start outputs/rl # judges one finished run instead of training

Environment and length phases come from reasoner.yaml, so this runs what the launcher runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

import verdicts

HERE = Path(__file__).resolve().parent
Command = list[str]


def pipeline() -> dict[str, Any]:
    return yaml.safe_load((HERE / "reasoner.yaml").read_text())


def flags(settings: dict[str, Any]) -> Command:
    return [part for key, value in settings.items() for part in (f"--{key}", str(value))]


def phases() -> list[dict[str, Any]]:
    """Settings of each length phase of stage `rl`; a later phase takes weights and optimizer from the one before."""
    settings, checkpoint = [], ""
    for phase in pipeline()["stages"]["rl"]["phases"]:
        until = {"max_steps": phase["until"]} if "until" in phase else {}
        resume = {"model_name_or_path": checkpoint, "resume_from_checkpoint": checkpoint} if checkpoint else {}
        settings.append({"model_name_or_path": "cold-start", **phase["set"], **until, **resume})
        checkpoint = f"rl/checkpoint-{phase.get('until')}"
    return settings


def commands(seed: int) -> list[tuple[str, Command]]:
    """(name, argv) of every step of one run, in order; paths are relative to the run's folder."""
    python, seeded = sys.executable, ["--seed", str(seed)]
    answer = [python, f"{HERE}/answers.py", "--output-dir"]
    grpo = [python, f"{HERE}/grpo.py", "--config", f"{HERE}/rl.yaml", "--output_dir", "rl", *seeded]
    trl = str(Path(python).with_name("trl"))
    sft = [trl, "sft", "--config", f"{HERE}/cold_start.yaml", "--output_dir", "cold-start"]
    return [
        ("prepare", [python, f"{HERE}/prepare.py", *seeded]),
        ("cold start", [*sft, *seeded]),
        ("answers", [*answer, "cold-start"]),
        *((f"rl, phase {i}", [*grpo, *flags(settings)]) for i, settings in enumerate(phases(), 1)),
        ("answers", [*answer, "rl"]),
    ]


def train(seed: int, folder: Path) -> None:
    """Runs all commands in `folder`, their output in `folder/log.txt`; prints wall seconds."""
    folder.mkdir(parents=True)
    variables = pipeline()["targets"]["here"]["env"]["variables"]
    environment = {**os.environ, **variables, "PYTHONPATH": str(HERE)}
    with (folder / "log.txt").open("ab") as log:
        for name, command in commands(seed):
            start = time.monotonic()
            done = subprocess.run(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
            if done.returncode:
                raise SystemExit(f"seed {seed}: {name} failed with {done.returncode}, see {folder}/log.txt")
            print(f"seed {seed}: {name} took {time.monotonic() - start:.0f} s", flush=True)


def report(title: str, cold_start: Path, rl: Path, build: Path) -> dict[str, Any]:
    """Judges one run, prints its table and returns it as plain data."""
    checks = verdicts.judge(cold_start, rl, build)
    held_out = {path.name: verdicts.held_out_means(path) for path in (cold_start, rl)}
    print(f"\n{title}")
    for check in checks:
        print(f"  {'ok  ' if check.ok else 'FAIL'} {check.name:50} {check.value:8.3f}  {check.limit:7}  {check.note}")
    for name, means in held_out.items():
        print(f"       held out, {name}: " + ", ".join(f"{kind} {value:.3f}" for kind, value in means.items()))
    return {"run": title, "ok": all(c.ok for c in checks), "checks": [asdict(c) for c in checks], "held_out": held_out}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    parser.add_argument("--out", type=Path, help="keep the runs here; a temporary folder otherwise")
    parser.add_argument("--run", type=Path, nargs=2, metavar=("COLD_START", "RL"), help="judge these two outputs")
    parser.add_argument("--build", type=Path, default=Path("build"), help="with --run: what prepare.py wrote")
    parser.add_argument("--json", type=Path, help="write the verdicts to this file as well")
    args = parser.parse_args()

    runs = []
    if args.run:
        runs.append(report(f"{args.run[0]} and {args.run[1]}", *args.run, args.build))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            for seed in args.seeds:
                folder = (args.out or Path(scratch)).resolve() / f"seed-{seed}"
                train(seed, folder)
                runs.append(report(f"seed {seed}", folder / "cold-start", folder / "rl", folder / "build"))
    ok = all(run["ok"] for run in runs)
    print(f"\n{'learned' if ok else 'did NOT learn'}: {sum(run['ok'] for run in runs)} of {len(runs)} runs")
    if args.json:
        args.json.write_text(json.dumps({"ok": ok, "runs": runs}, indent=1) + "\n")
    sys.exit(not ok)


if __name__ == "__main__":
    main()
