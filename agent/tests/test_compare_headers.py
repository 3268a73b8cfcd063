import io
import json
import os
import struct
import unittest

from errors import AgentError
from safetensors_header import read_header
from tests.safetensors_files import REPOSITORY, with_header


def read(header, data=b"", length=None):
    return read_header(io.BytesIO(with_header(header, data, length)), "/w/model.safetensors")


class HeaderCases(unittest.TestCase):
    """The table that the TypeScript reader and the reference implementation are held to as well."""

    def test_table(self):
        with open(os.path.join(REPOSITORY, "test", "checkpoints", "header-cases.json"), encoding="utf-8") as file:
            cases = json.load(file)
        self.assertGreater(len(cases), 90)
        for case in cases:
            header = bytes.fromhex(case["headerHex"]) if "headerHex" in case else case["header"].encode("utf-8")
            length = int(case["length"]) if "length" in case else None
            with self.subTest(case["name"]):
                if case["state"] == "complete":
                    read(header, bytes(case["data"]), length)
                else:
                    with self.assertRaises(AgentError) as caught:
                        read(header, bytes(case["data"]), length)
                    self.assertIn("/w/model.safetensors", caught.exception.message)
                    self.assertTrue(caught.exception.hint)


class Headers(unittest.TestCase):
    def test_tensor(self):
        header = b'{"w":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]}}'
        tensor = read(header, bytes(12))["w"]
        self.assertEqual((tensor.dtype, tensor.shape, tensor.elements), ("BF16", [2, 3], 6))
        self.assertEqual((tensor.begin, tensor.end), (8 + len(header), 20 + len(header)))

    def test_huge_header_is_not_read(self):
        class Fails(io.BytesIO):
            def read(self, size=-1):
                assert size == 8, "only the length may be read"
                return super().read(size)

        with self.assertRaisesRegex(AgentError, "the limit is 100000000"):
            read_header(Fails(struct.pack("<Q", 2 ** 60) + bytes(100)), "x")

    def test_a_file_of_three_bytes(self):
        with self.assertRaisesRegex(AgentError, "it has 3 bytes"):
            read_header(io.BytesIO(b"abc"), "x")

    def test_hostile_names_stay_on_one_line_of_the_message(self):
        with self.assertRaises(AgentError) as caught:
            read(b'{"a\\n\\u001b[31m' + b"b" * 500 + b'":7}')
        self.assertTrue(caught.exception.message.isprintable())
        self.assertLess(len(caught.exception.message), 300)


if __name__ == "__main__":
    unittest.main()
