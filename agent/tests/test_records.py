import json
import os
import time
import unittest

from tests.support import Events, FolderTest, plan
import process_identity
import records
import runs


class RecordsTest(FolderTest):
    def run_dir(self, **changes):
        made = plan(self.dir)
        os.makedirs(made["runDir"], exist_ok=True)
        record = records.from_plan(made)
        record.update(changes)
        records.save(made["runDir"], record)
        return made["runDir"]

    def alive(self):
        return process_identity.identity(os.getpid())

    def test_a_live_supervisor_is_known_by_pid_start_time_and_boot(self):
        me = self.alive()
        self.assertTrue(process_identity.alive(me))
        for key, value in (("startTime", me["startTime"] + 1), ("bootId", "another"), ("pid", 2 ** 22 + 1), ("pid", None)):
            self.assertFalse(process_identity.alive(dict(me, **{key: value})), key)

    def test_a_run_without_its_supervisor_is_lost_and_the_file_is_left_alone(self):
        dead = dict(self.alive(), startTime=1)
        run_dir = self.run_dir(state="running", supervisor=dead)
        shown = runs.load_all(self.dir)[0][0]
        self.assertEqual(shown["state"], "lost")
        self.assertIn("supervisor is gone", shown["message"])
        self.assertEqual(records.load(run_dir)["state"], "running")

    def test_a_fresh_run_has_a_moment_to_start(self):
        self.run_dir()
        self.assertEqual(runs.load_all(self.dir)[0][0]["state"], "pending")
        self.run_dir(createdAt=time.time() - 60)
        self.assertEqual(runs.load_all(self.dir)[0][0]["state"], "lost")

    def test_an_ended_run_is_never_lost(self):
        self.run_dir(state="succeeded", supervisor=dict(self.alive(), startTime=1))
        self.assertEqual(runs.load_all(self.dir)[0][0]["state"], "succeeded")

    def test_a_run_of_another_host_is_judged_by_its_heartbeat(self):
        run_dir = self.run_dir(state="running", supervisor=dict(self.alive(), pid=1, startTime=1, host="node-17"))
        self.assertEqual(runs.load_all(self.dir)[0][0]["state"], "lost")
        beat = self.write(os.path.join(run_dir, "heartbeat"), "")
        self.assertEqual(runs.load_all(self.dir)[0][0]["state"], "running")
        os.utime(beat, (time.time() - 600, time.time() - 600))
        self.assertEqual(runs.load_all(self.dir)[0][0]["state"], "lost")

    def test_a_newer_format_is_shown_as_it_is(self):
        run_dir = self.run_dir(format=99, state="running", shiny={"new": True})
        self.assertEqual(runs.load_all(self.dir)[0][0]["shiny"], {"new": True})
        self.assertEqual(runs.load_all(self.dir)[0][0]["state"], "running")
        with self.assertRaisesRegex(Exception, "newer version"):
            runs.stop({"runDir": run_dir, "graceSeconds": 1}, b"")

    def test_what_is_no_record_is_counted_and_never_fatal(self):
        good = self.run_dir()
        torn = json.dumps(records.load(good)).encode()
        hostile = {
            "torn": torn[: len(torn) // 2],
            "empty": b"",
            "not-utf8": b"\xff\xfe{}",
            "number": b"3",
            "nan": torn.replace(b'"createdAt": ', b'"createdAt": NaN, "x": '),
            "deep": b"[" * 100000,
            "wrong-stage": json.dumps(dict(records.load(good), id="wrong-stage", stages=[{}])).encode(),
            "of-another-folder": torn,
        }
        for name, data in hostile.items():
            path = self.write(".reasoner/runs/%s/record.json" % name, data)
            old = time.time() - 60
            os.utime(os.path.dirname(path), (old, old))
        found, unreadable = runs.load_all(self.dir)
        self.assertEqual([record["id"] for record in found], [os.path.basename(good)])
        self.assertEqual(sorted(os.path.basename(entry["path"]) for entry in unreadable), sorted(hostile))

    def test_the_watch_shows_all_first_and_then_each_change(self):
        run_dir = self.run_dir(state="running", supervisor=self.alive())
        events = Events(rounds=4)
        states = ["stopping", None, "stopped"]

        def change(state):
            if state is not None:
                records.save(run_dir, dict(records.load(run_dir), state=state))

        events.between = [lambda state=state: change(state) for state in states]
        runs.watch({"workdir": self.dir}, events)()
        self.assertEqual([event["record"]["state"] for event, _ in events.seen], ["running", "stopping", "stopped"])


if __name__ == "__main__":
    unittest.main()
