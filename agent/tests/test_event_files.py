import os
import unittest

from tests.support import Events, FolderTest
import event_files
import tail


class EventFilesTest(FolderTest):
    def test_finds_event_files_at_any_depth_and_follows_no_link(self):
        self.write("logs/events.out.tfevents.1.host", "a")
        self.write("logs/runs/x/events.out.tfevents.2.host", "b")
        self.write("logs/model.safetensors", "c")
        os.symlink(os.path.join(self.dir, "logs"), os.path.join(self.dir, "logs/loop"))
        found = event_files.find(os.path.join(self.dir, "logs"))
        self.assertEqual(found, ["events.out.tfevents.1.host", "runs/x/events.out.tfevents.2.host"])

    def test_a_file_that_shrinks_is_sent_again_under_a_new_generation(self):
        path = self.write("e.tfevents", "12345")
        events = Events(rounds=3)
        events.between = [lambda: self.write("e.tfevents", "ab"), lambda: open(path, "a").close()]
        event_files.tail_event_files({"path": self.dir}, events)()
        self.assertEqual(events.seen, [
            ({"file": "e.tfevents", "generation": 0, "offset": 0}, b"12345"),
            ({"file": "e.tfevents", "generation": 1, "offset": 0}, b"ab"),
        ])


class TailTest(FolderTest):
    def test_nothing_of_a_rotated_file_is_missed(self):
        path = self.write("log", "one")

        def rotate():
            with open(path, "a") as file:
                file.write(" two")
            os.rename(path, path + ".1")
            self.write("log", "three")

        events = Events(rounds=4)
        events.between = [rotate]
        tail.tail({"path": path, "offset": 0}, events)()
        self.assertEqual([payload for _, payload in events.seen], [b"one", b" two", b"", b"three"])
        self.assertEqual([event["truncated"] for event, _ in events.seen], [False, False, True, False])


if __name__ == "__main__":
    unittest.main()
