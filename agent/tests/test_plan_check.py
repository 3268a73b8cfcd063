import os
import unittest

from tests.support import FolderTest, plan
import launch
import plan_check
from errors import AgentError


def changed(made, path, value):
    """A copy of `made` in which the field at `path` has another value."""
    if not path:
        return value
    copy = list(made) if isinstance(made, list) else dict(made)
    copy[path[0]] = changed(copy.get(path[0]) if isinstance(copy, dict) else copy[path[0]], path[1:], value)
    return copy


HOSTILE = [
    (["format"], "1"),
    (["runId"], "../../etc"),
    (["runId"], ".hidden"),
    (["runId"], 5),
    (["token"], "a/b"),
    (["token"], ""),
    (["workdir"], "relative"),
    (["workdir"], "/a/../b"),
    (["runDir"], "/tmp"),
    (["venv"], "venv"),
    (["pipeline"], {}),
    (["git"], None),
    (["stages"], []),
    (["stages"], [5]),
    (["stages", 0, "name"], "a/b"),
    (["stages", 0, "kind"], "dpo"),
    (["stages", 0, "outputDir"], "out"),
    (["stages", 0, "logFile"], "/var/log/x"),
    (["stages", 0, "totalSteps"], "many"),
    (["stages", 0, "overwrite"], "no"),
    (["stages", 0, "phases"], [{"name": 1}]),
    (["stages", 0, "processes", 0, "argv"], []),
    (["stages", 0, "processes", 0, "argv"], ["a\0b"]),
    (["stages", 0, "processes", 0, "argv"], "rm -rf /"),
    (["stages", 0, "processes", 0, "cwd"], "."),
    (["stages", 0, "processes", 0, "role"], "evil"),
    (["stages", 0, "processes", 0, "env"], {"A=B": "1"}),
    (["stages", 0, "processes", 0, "env"], {"A": 1}),
    (["snapshots"], [{"path": "../x", "text": ""}]),
    (["snapshots"], [{"path": "/etc/passwd", "text": ""}]),
    (["snapshots"], [{"path": "control/stop.json", "text": ""}]),
    (["snapshots"], [{"path": "a//b", "text": ""}]),
    (["snapshots"], [{"path": "a", "text": None}]),
]


class PlanCheckTest(FolderTest):
    def test_accepts_a_plan_and_snapshots_by_absolute_path(self):
        made = plan(self.dir)
        made["snapshots"] = [{"path": made["runDir"] + "/rl.yaml", "text": "x"}]
        plan_check.check(made)
        self.assertEqual(plan_check.snapshot_path(made["runDir"], made["snapshots"][0]), "rl.yaml")

    def test_refuses_every_hostile_value_and_writes_nothing(self):
        for path, value in HOSTILE:
            with self.subTest("%s = %r" % (path, value)), self.assertRaises(AgentError):
                launch.launch({"plan": changed(plan(self.dir), path, value)}, b"")
        self.assertEqual(os.listdir(self.dir), [])

    def test_a_stage_beside_a_live_run_in_the_same_output_folder_is_refused(self):
        import process_identity
        import records

        other = plan(self.dir, "20260101T000000-other-aaaa")
        other["stages"][0]["outputDir"] = os.path.join(self.dir, "out")
        os.makedirs(other["runDir"])
        record = records.from_plan(other)
        record.update(state="running", supervisor=process_identity.identity(os.getpid()))
        records.save(other["runDir"], record)
        made = plan(self.dir)
        made["stages"][0]["outputDir"] = os.path.join(self.dir, "out")
        with self.assertRaises(AgentError) as raised:
            launch.refuse_overwrite(made)
        self.assertEqual(raised.exception.code, "workdir-busy")

    def test_a_name_that_is_taken_keeps_its_run_and_frees_the_token(self):
        made = plan(self.dir)
        self.write(os.path.join(made["runDir"], "record.json"), "{}")
        with self.assertRaisesRegex(AgentError, "exists already"):
            launch.launch({"plan": made}, b"")
        self.assertEqual(os.listdir(os.path.join(self.dir, ".reasoner", "launches")), [])
        self.assertEqual(os.listdir(os.path.join(self.dir, ".reasoner", "runs")), [made["runId"]])


if __name__ == "__main__":
    unittest.main()
