"""What earns a reward and what does not. Run: python -m unittest discover -s examples/tiny/tests"""

import sys
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from rewards import image_match, last_box, score, text_match


class Rewards(unittest.TestCase):
    def test_the_last_closed_box_counts(self) -> None:
        self.assertEqual(score(r"First 3 and 4: 7. \boxed{7}", "7"), 1.0)
        self.assertEqual(score(r"\boxed{7} Wait, that is off. \boxed{8}", "7"), 0.0)
        self.assertEqual(score(r"The answer is 7.", "7"), 0.0)

    def test_equal_numbers_are_one_answer(self) -> None:
        for said in ("12", " 12 ", "12.0", "012", "+12", r"\frac{24}{2}"):
            self.assertEqual(score(f"\\boxed{{{said}}}", "12"), 1.0, said)
        self.assertEqual(score(r"\boxed{1,200}", "1200"), 1.0)

    def test_words_are_compared_as_words(self) -> None:
        self.assertEqual(score(r"It is red. \boxed{Red}", "red"), 1.0)
        for said in ("blue", "der", "red blue", "12"):
            self.assertEqual(score(f"\\boxed{{{said}}}", "red"), 0.0, said)

    def test_a_box_must_hold_one_value(self) -> None:
        for said in ("3 + 4 + 5", "12 or 13", "{11, 12}", "x", "", "red", "1 2", "9^{9^{9^{9}}}", "9" * 100_000):
            self.assertEqual(score(f"\\boxed{{{said}}}", "12"), 0.0, said[:20])

    def test_broken_boxes_are_survived(self) -> None:
        self.assertIsNone(last_box(r"\boxed{12"))
        self.assertIsNone(last_box(r"\boxed"))
        self.assertIsNone(last_box(""))
        self.assertEqual(last_box(r"\boxed{\text{a {b} c}} and more }"), r"\text{a {b} c}")
        self.assertEqual(score(r"\boxed{" * 1000, "12"), 0.0)

    def test_each_kind_has_its_own_curve(self) -> None:
        replies = [[{"role": "assistant", "content": r"\boxed{7}"}], r"\boxed{red}", [{"content": [{"text": "none"}]}]]
        columns = {"answer": ["7", "red", "red"], "kind": ["text", "image", "image"], "prompts": None}
        self.assertEqual(text_match(replies, **columns), [1.0, None, None])
        self.assertEqual(image_match(replies, **columns), [None, 1.0, 0.0])

    def test_works_outside_the_main_thread(self) -> None:
        found: list[float] = []
        thread = threading.Thread(target=lambda: found.append(score(r"\boxed{31.0}", "31")))
        thread.start()
        thread.join()
        self.assertEqual(found, [1.0])


if __name__ == "__main__":
    unittest.main()
