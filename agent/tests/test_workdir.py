"""A target's workdir as users write it."""
import os
from unittest import mock

from tests.support import FolderTest, plan
import checks
import files
import records
from errors import AgentError


class WorkdirTest(FolderTest):
    def test_a_tilde_is_the_home_of_the_host(self):
        with mock.patch.dict(os.environ, {"HOME": self.dir}):
            self.assertEqual(checks.workdir({"workdir": "~/tiny"}), os.path.join(self.dir, "tiny"))

    def test_anything_else_must_be_absolute(self):
        for value in ("tiny", "~other/tiny", "../tiny"):
            with self.assertRaises(AgentError):
                checks.workdir({"workdir": value})

    def test_a_listing_tells_a_replaced_file_by_its_inode(self):
        self.write("a", "1")
        entries, _ = files.walk(self.dir, 1, 10)
        self.assertEqual(entries[0]["inode"], os.stat(os.path.join(self.dir, "a")).st_ino)

    def test_a_record_names_the_environment_of_its_processes(self):
        self.assertEqual(records.from_plan(plan(self.dir, venv="/opt/venv"))["venv"], "/opt/venv")
