"""The data the two stages train on, for the three seeds that `learns.py` uses."""

import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

TINY = Path(__file__).parent.parent
sys.path.insert(0, str(TINY))

import prepare
from rewards import score

SEEDS = (7, 8, 9)


class Data(unittest.TestCase):
    def test_no_held_out_problem_is_trained_on(self) -> None:
        held_out = {problem.digest for problem in prepare.held_out_problems()}
        self.assertEqual(len(held_out), prepare.HELD_OUT_ROWS)
        for seed in SEEDS:
            trained = prepare.sft_problems(seed) + prepare.rl_problems(seed)
            self.assertFalse(held_out & {problem.digest for problem in trained})

    def test_text_and_pictures_alternate(self) -> None:
        kinds = [problem.kind for problem in prepare.rl_problems(7)]
        self.assertEqual(kinds, ["text", "image"] * (len(kinds) // 2))
        self.assertEqual({problem.kind for problem in prepare.sft_problems(7)}, {"text"})

    def test_no_constant_answer_pays(self) -> None:
        for problems in (*map(prepare.rl_problems, SEEDS), prepare.held_out_problems()):
            for kinds in (("text", "image"), ("text",), ("image",)):
                answers = Counter(problem.answer for problem in problems if problem.kind in kinds)
                self.assertLessEqual(max(answers.values()) / answers.total(), 0.2, answers.most_common(1))
            self.assertGreaterEqual(len({problem.answer for problem in problems}), 10)

    def test_every_trace_ends_in_its_answer(self) -> None:
        traces = prepare.sft_problems(7)
        self.assertTrue(all(score(prepare.trace(problem), problem.answer) for problem in traces))
        for habit in ("Then", "Check:", "Wait"):
            self.assertTrue(any(habit in problem.reasoning for problem in traces), habit)

    def test_one_seed_gives_one_set_of_problems(self) -> None:
        self.assertEqual(prepare.rl_problems(7), prepare.rl_problems(7))
        self.assertNotEqual(prepare.rl_problems(7), prepare.rl_problems(8))


class Build(unittest.TestCase):
    def test_a_second_build_has_the_same_bytes(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            for name in ("a", "b"):
                self.prepare(scratch, name)
            a, b = Path(scratch, "a"), Path(scratch, "b")
            files = sorted(path.relative_to(a) for path in a.rglob("*") if path.is_file())
            self.assertIn(Path("model/model.safetensors"), files)
            for name in files:
                self.assertEqual((a / name).read_bytes(), (b / name).read_bytes(), name)
            self.assertIn("up to date", self.prepare(scratch, "a"))
            (a / "data/rl/train.parquet").unlink()
            self.assertNotIn("up to date", self.prepare(scratch, "a"))

    def test_rl_yaml_suppresses_the_tokenizers_special_tokens(self) -> None:
        import yaml
        from tiny_model import SUPPRESSED, train_processor

        tokenizer = train_processor(["red 1 2 3"]).tokenizer
        config = yaml.safe_load((TINY / "rl.yaml").read_text())
        self.assertEqual(config["generation_kwargs"]["suppress_tokens"], SUPPRESSED)
        self.assertEqual(sorted([*SUPPRESSED, tokenizer.eos_token_id]), sorted(tokenizer.all_special_ids))

    def prepare(self, scratch: str, name: str) -> str:
        command = [sys.executable, str(TINY / "prepare.py"), "--out", name]
        return subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    unittest.main()
