"""Answers stay below what a frame may hold, however much there is."""
import os
import unittest
from unittest import mock

from tests.support import FolderTest, plan
import files
import records
import runs


class BoundsTest(FolderTest):
    def test_a_listing_is_cut_by_number_and_by_size(self):
        for index in range(20):
            self.write("%02d%s" % (index, "é" * 50), "")
        entries, truncated = files.walk(self.dir, 1, 15)
        self.assertEqual((len(entries), truncated), (15, True))
        with mock.patch.object(files, "LIST_BYTES", 2000):
            entries, truncated = files.walk(self.dir, 1, 1000)
        self.assertTrue(0 < len(entries) < 8 and truncated, len(entries))

    def test_of_too_many_runs_the_newest_are_listed(self):
        for index in range(5):
            made = plan(self.dir, "run-%d" % index)
            os.makedirs(made["runDir"])
            records.save(made["runDir"], dict(records.from_plan(made), createdAt=1000 + index, state="succeeded"))
        with mock.patch.object(runs, "ANSWER_BYTES", 3000):
            listed = runs.list_runs({"workdir": self.dir}, b"")["runs"]
        self.assertEqual([record["id"] for record in listed], ["run-%d" % index for index in range(5)][-len(listed):])
        self.assertTrue(0 < len(listed) < 5)


if __name__ == "__main__":
    unittest.main()
