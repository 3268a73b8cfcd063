"""Plans, records and folders for the tests of the agent."""
import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def plan(workdir, run_id="20260101T000000-rl-abcd", **changes):
    run_dir = os.path.join(workdir, ".reasoner", "runs", run_id)
    stage = {
        "name": "rl",
        "trainer": "trl-grpo",
        "kind": "rl",
        "outputDir": os.path.join(run_dir, "stages", "rl", "output"),
        "logFile": os.path.join(run_dir, "stages", "rl", "log.txt"),
        "totalSteps": 20,
        "phases": [{"name": "short", "from": 0, "until": None, "set": {"max_completion_length": 64}}],
        "processes": [{"role": "train", "phase": 0, "argv": ["true"], "env": {}, "cwd": workdir}],
        "overwrite": False,
    }
    made = {
        "format": 1,
        "runId": run_id,
        "token": "token-" + run_id,
        "pipeline": {"uri": "file:///p/reasoner.yaml", "name": "p"},
        "target": {"name": "here", "kind": "local"},
        "workdir": workdir,
        "runDir": run_dir,
        "venv": None,
        "stages": [stage],
        "snapshots": [],
        "ship": [],
        "git": {"commit": None, "diff": None},
    }
    made.update(changes)
    return made


class FolderTest(unittest.TestCase):
    """A test with a folder of its own in `self.dir`."""

    def setUp(self):
        self.dir = os.path.realpath(tempfile.mkdtemp(prefix="reasoner-agent-test-"))
        self.addCleanup(shutil.rmtree, self.dir, True)

    def write(self, path, content):
        full = os.path.join(self.dir, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return full


class Events:
    """Stands where a subscription's stream would be: keeps the events, and cancels itself after some rounds."""

    def __init__(self, rounds):
        self.id = 1
        self.seen = []
        self.between = []
        self._rounds = rounds

    def emit(self, event, payload=b""):
        self.seen.append((event, payload))

    def cancelled(self):
        return self._rounds <= 0

    def pause(self, _seconds):
        """A round is over: the next step of the test happens here."""
        self._rounds -= 1
        if self.between:
            self.between.pop(0)()
        return self._rounds <= 0
