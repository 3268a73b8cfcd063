"""The supervisor's parts: environment, versions, the line that says why, the note that asks to stop."""
import os
import time
import unittest

from tests.support import FolderTest
import environment
import stage_log
import supervisor
from stop_request import StopRequest


class EnvironmentTest(FolderTest):
    def test_the_venv_comes_first_and_null_removes(self):
        base = {"PATH": "/usr/bin", "HOME": "/h", "PYTHONHOME": "/x", "SECRET": "s"}
        env = environment.build(base, "/v", {"A": "1", "SECRET": None, "NOT_THERE": None})
        self.assertEqual(env, {"PATH": "/v/bin:/usr/bin", "HOME": "/h", "VIRTUAL_ENV": "/v", "A": "1", "PYTHONUNBUFFERED": "1"})
        self.assertEqual(base["SECRET"], "s")

    def test_versions_are_read_from_names_without_running_anything(self):
        self.write("v/pyvenv.cfg", "home = /usr/bin\nversion_info = 3.11.7.final.0\n")
        for name in ("trl-1.9.2", "torch-2.14.1+cpu", "Transformers-5.18.0", "numpy-1.0", "trl_extra-1"):
            os.makedirs(os.path.join(self.dir, "v/lib/python3.11/site-packages", name + ".dist-info"))
        expected = {"python": "3.11.7", "trl": "1.9.2", "torch": "2.14.1+cpu", "transformers": "5.18.0"}
        self.assertEqual(environment.versions(os.path.join(self.dir, "v")), expected)
        self.assertEqual(environment.versions(os.path.join(self.dir, "no-venv")), {})


class CauseTest(FolderTest):
    def cause(self, text, start=0):
        return stage_log.cause(self.write("log", text), start)

    def test_the_error_counts_more_than_what_a_launcher_prints_about_it(self):
        text = (
            "step 1\rstep 2\r\x1b[31mstep 3\x1b[0m\nTraceback (most recent call last):\n"
            "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB\n"
            "  File \"launch.py\"\nsubprocess.CalledProcessError: Command '['python']' returned non-zero exit status 1.\n"
        )
        self.assertEqual(self.cause(text), "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB")

    def test_else_the_last_line_that_says_something(self):
        self.assertEqual(self.cause("usage: trl\nunknown option --x\n=====\n\n"), "unknown option --x")
        self.assertIsNone(self.cause("==> 2026 train: trl\n\n----\n"))
        self.assertEqual(len(self.cause("x" * 100000)), 300)

    def test_only_of_this_process(self):
        self.assertIsNone(self.cause("ValueError: of the process before\n", start=34))

    def test_a_sentence_for_every_end(self):
        self.assertEqual(supervisor.failure("train (phase 2)", 1, None, "ValueError: x"), "train (phase 2) exited with code 1; last line: ValueError: x")
        self.assertIn("memory runs out", supervisor.failure("train", None, 9, None))
        self.assertEqual(supervisor.failure("train", None, 11, None), "train was ended by SIGSEGV")
        self.assertEqual(supervisor.describe({"role": "train", "phase": 0}, 1), "train")
        self.assertEqual(supervisor.describe({"role": "train", "phase": 1}, 2), "train (phase 2)")


class StopRequestTest(FolderTest):
    def test_a_later_note_can_only_shorten_the_grace(self):
        request = StopRequest(self.dir)
        self.assertFalse(request.wanted())
        self.write("control/stop.json", '{"graceSeconds": 0.05}')
        self.assertTrue(request.wanted())
        self.assertFalse(request.overdue())
        self.write("control/new", '{"graceSeconds": 3600}')
        os.replace(os.path.join(self.dir, "control/new"), os.path.join(self.dir, "control/stop.json"))
        self.assertTrue(request.wanted())
        time.sleep(0.06)
        self.assertTrue(request.overdue())

    def test_a_torn_note_is_a_request_all_the_same(self):
        for text in ("", "{", "[]", '{"graceSeconds": null}', '{"graceSeconds": NaN}'):
            self.write("control/stop.json", text)
            self.assertTrue(StopRequest(self.dir).wanted(), text)


if __name__ == "__main__":
    unittest.main()
