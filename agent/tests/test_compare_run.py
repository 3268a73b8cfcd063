import os
import tempfile
import unittest
from unittest import mock

import numpy_child
from compare import run_compare
from tests.safetensors_files import packed, safetensors, venv, with_header, write


def model(*values):
    return safetensors({"visual.w": ("F32", [2], packed("f", [1, 2])), "model.w": ("F32", [len(values)], packed("f", values))})


class Run(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, **files):
        return write(os.path.join(self.folder, name), **files)

    def events(self, a, b, environment=None, cancelled=lambda: False):
        events = []
        run_compare({"a": a, "b": b, "venv": environment}, events.append, cancelled)
        return events

    def failure(self, a, b):
        last = self.events(a, b, venv())[-1]
        self.assertEqual(last["kind"], "failed", last)
        return last["error"]

    def good(self, name="good"):
        return self.write(name, model=model(1))

    def test_progress_goes_from_nothing_to_all(self):
        events = self.events(self.write("a", model=model(1, 2)), self.write("b", model=model(1, 3)), venv())
        progress = [(event["done"], event["total"]) for event in events if event["kind"] == "progress"]
        self.assertEqual((progress[0], progress[-1]), ((0, 32), (32, 32)))
        self.assertEqual(events[-1]["kind"], "done")

    def test_a_file_instead_of_a_folder(self):
        folder = self.good()
        events = self.events(os.path.join(folder, "model.safetensors"), folder, venv())
        self.assertEqual([event["sums"]["changed"] for event in events if event["kind"] == "tensor"], [0, 0])

    def test_without_numpy(self):
        with mock.patch.object(numpy_child, "_pythons", lambda environment: [environment + "/bin/python"]):
            events = self.events(self.write("a", model=model(1, 2, 3)), self.write("b", model=model(1, 5, 3)), "/no/such")
        self.assertEqual(events[-1]["method"], "headers")
        self.assertIn("No numpy in /no/such/bin/python", events[-1]["notes"][0])
        sums = {event["sums"]["name"]: event["sums"] for event in events if event["kind"] == "tensor"}
        self.assertEqual([sums["visual.w"]["changed"], sums["model.w"]["changed"]], [0, 1])
        self.assertEqual((sums["model.w"]["sumAA"], sums["model.w"]["nonFiniteA"]), (None, None))

    def test_cancel_says_nothing_more(self):
        for environment in (venv(), "/no/such"):
            with mock.patch.object(numpy_child, "_pythons", lambda environment: [environment + "/bin/python"]):
                events = self.events(self.good("a" + environment[:2].strip("/")), self.good("b" + environment[:2].strip("/")), environment, lambda: True)
            self.assertNotIn(events[-1]["kind"], ("done", "failed"))

    def test_what_cannot_be_compared_has_its_sentence(self):
        good = self.good()
        self.assertEqual(self.failure(good, os.path.join(self.folder, "gone"))["code"], "not-found")
        self.assertEqual(self.failure("relative", good)["code"], "bad-request")
        torn = self.failure(good, self.write("torn", model=b"this is no header"))
        self.assertIn("torn/model.safetensors is torn", torn["message"])
        self.assertTrue(torn["hint"])
        short = self.failure(self.write("short", model=model(1, 2)[:-3]), good)
        self.assertIn("shorter than its header promises", short["message"])
        self.assertIn("pickled", self.failure(good, self.write("pickled", **{"pytorch_model.bin": b"x"}))["message"])
        self.assertIn("1152921504606846976", self.failure(good, self.write("huge", model=with_header(b"{}", length=2 ** 60)))["message"])

    def test_an_index_cannot_leave_its_folder(self):
        good = self.good()
        for number, name in enumerate(("../../etc/passwd", "/etc/passwd", "../good/model.safetensors", "a\\u0000.safetensors", "\\ud800.safetensors", ".x.safetensors")):
            index = ('{"weight_map": {"w": "%s"}}' % name).encode()
            error = self.failure(good, self.write("index%d" % number, **{"model.safetensors.index.json": index}))
            self.assertIn("no plain *.safetensors name", error["message"], name)
        for number, text in enumerate((b"", b"[]", b"{}", b'{"weight_map": {}}', b'{"weight_map": {"w": 1}}', b"[" * 100000, b"\xff")):
            self.failure(good, self.write("broken%d" % number, **{"model.safetensors.index.json": text}))

    def test_a_pipe_in_place_of_weights_is_not_waited_for(self):
        folder = self.write("pipe")
        os.mkfifo(os.path.join(folder, "model.safetensors"))
        self.assertIn("not a file", self.failure(self.good(), folder)["message"])

    def test_a_shard_that_lacks_a_promised_tensor(self):
        shard, index = "model-00001-of-00001.safetensors", b'{"weight_map": {"model.w": "model-00001-of-00001.safetensors", "x": "model-00001-of-00001.safetensors"}}'
        folder = self.write("lacking", **{shard: model(1), "model.safetensors.index.json": index})
        self.assertIn("lacks the tensor 'x'", self.failure(folder, self.good())["message"])

    def test_a_file_that_is_rewritten_meanwhile(self):
        a, b = self.write("a", model=model(1)), self.write("b", model=model(2))
        events = []

        def emit(event):
            events.append(event)
            if len(events) == 1:
                with open(os.path.join(b, "model.safetensors"), "r+b") as file:
                    file.write(model(3))
                os.utime(os.path.join(b, "model.safetensors"), (1, 1))

        run_compare({"a": a, "b": b, "venv": venv()}, emit, lambda: False)
        self.assertIn("changed while it was compared", events[-1]["error"]["message"])


if __name__ == "__main__":
    unittest.main()
