"""Golden results: the sums of the numpy process against plain float64 arithmetic of the standard library."""
import math
import os
import random
import struct
import tempfile
import unittest

from compare import run_compare
from tests.safetensors_files import bfloat16, packed, safetensors, venv, write

LETTERS = {
    "F64": "d", "F32": "f", "F16": "e", "I8": "b", "U8": "B", "BOOL": "B",
    "I16": "h", "U16": "H", "I32": "i", "U32": "I", "I64": "q", "U64": "Q",
}


def values_of(dtype, data):
    """The numbers behind the bytes, independent of the code under test."""
    if dtype == "BF16":
        return [struct.unpack("<f", b"\0\0" + data[at : at + 2])[0] for at in range(0, len(data), 2)]
    letter = LETTERS[dtype]
    return list(struct.unpack("<%d%s" % (len(data) // struct.calcsize(letter), letter), data))


def expected(dtype_a, data_a, dtype_b, data_b):
    a, b = values_of(dtype_a, data_a), values_of(dtype_b, data_b)
    pairs = [(float(x), float(y)) for x, y in zip(a, b) if math.isfinite(x) and math.isfinite(y)]
    width = len(data_a) // len(a)
    changed = sum(data_a[at : at + width] != data_b[at : at + width] for at in range(0, len(data_a), width))
    return {
        "changed": changed if dtype_a == dtype_b else None,
        "sumAA": math.fsum(x * x for x, _ in pairs),
        "sumBB": math.fsum(y * y for _, y in pairs),
        "sumDD": math.fsum((y - x) ** 2 for x, y in pairs),
        "maxChange": max([abs(y - x) for x, y in pairs] or [0.0]),
        "nonFiniteA": sum(not math.isfinite(x) for x in a),
        "nonFiniteB": sum(not math.isfinite(y) for y in b),
    }


class Sums(unittest.TestCase):
    def compare(self, a, b):
        """{name: TensorSums} of two tables of tensors."""
        with tempfile.TemporaryDirectory() as folder:
            events = []
            paths = [write(os.path.join(folder, side), model=safetensors(tensors)) for side, tensors in (("a", a), ("b", b))]
            run_compare({"a": paths[0], "b": paths[1], "venv": venv()}, events.append, lambda: False)
        self.assertEqual(events[-1], {"kind": "done", "method": "numpy", "notes": []}, events[-1])
        return {event["sums"]["name"]: event["sums"] for event in events if event["kind"] == "tensor"}

    def check(self, found, dtype_a, data_a, dtype_b, data_b):
        for name, value in expected(dtype_a, data_a, dtype_b, data_b).items():
            if name.startswith("sum"):
                self.assertAlmostEqual(found[name], value, delta=1e-12 * abs(value), msg=name)
            else:
                self.assertEqual(found[name], value, name)

    def test_every_dtype_with_numbers(self):
        chance = random.Random(2)
        tables = {}, {}
        for dtype, letter in LETTERS.items():
            size = struct.calcsize(letter)
            if letter in "dfe":
                a = [chance.gauss(0, 1) for _ in range(1000)]
                b = [value * chance.choice((1, 1, 1.01)) for value in a]
            else:
                top = 1 if dtype == "BOOL" else 2 ** (min(size, 6) * 8 - 1) - 1
                a = [chance.randint(0, top) for _ in range(1000)]
                b = [chance.choice((value, value, top - value)) for value in a]
            for table, values in zip(tables, (a, b)):
                table[dtype] = (dtype, [1000], packed(letter, values))
        values = [chance.gauss(0, 0.02) for _ in range(1000)]
        tables[0]["BF16"] = ("BF16", [1000], bfloat16(values))
        tables[1]["BF16"] = ("BF16", [1000], bfloat16([value * chance.choice((1, 1.001, 1.01)) for value in values]))
        found = self.compare(*tables)
        for dtype in tables[0]:
            with self.subTest(dtype):
                self.check(found[dtype], dtype, tables[0][dtype][2], dtype, tables[1][dtype][2])
                self.assertTrue(0 < found[dtype]["changed"] < 1000)

    def test_more_than_one_chunk_and_a_rest(self):
        chance = random.Random(3)
        count = (1 << 20) + 12345
        a = packed("f", [chance.gauss(0, 1) for _ in range(count)])
        b = bytearray(a)
        for at in [0, 1 << 15, (1 << 20) - 1, 1 << 20, count - 1] + chance.sample(range(count), 2000):
            b[4 * at : 4 * at + 4] = struct.pack("<f", chance.gauss(0, 1))
        found = self.compare({"w": ("F32", [count], a)}, {"w": ("F32", [count], bytes(b))})
        self.check(found["w"], "F32", a, "F32", bytes(b))

    def test_identical_tensors_have_exactly_no_difference(self):
        data = bfloat16([random.Random(4).gauss(0, 1) for _ in range(100000)])
        found = self.compare({"w": ("BF16", [100000], data)}, {"w": ("BF16", [100000], data)})["w"]
        self.assertEqual((found["changed"], found["sumDD"], found["maxChange"]), (0, 0.0, 0.0))
        self.assertEqual(found["sumAA"], found["sumBB"])
        self.assertGreater(found["sumAA"], 0)

    def test_values_that_are_not_finite(self):
        nan, inf = math.nan, math.inf
        a = packed("f", [nan, 1.0, inf, 2.0, -inf, nan])
        b = packed("f", [nan, 3.0, inf, nan, 5.0, 6.0])
        found = self.compare({"w": ("F32", [6], a)}, {"w": ("F32", [6], b)})["w"]
        self.check(found, "F32", a, "F32", b)
        self.assertEqual((found["sumAA"], found["sumDD"], found["nonFiniteA"], found["nonFiniteB"]), (1.0, 4.0, 4, 3))

    def test_minus_zero_has_other_bits_and_the_same_value(self):
        found = self.compare({"w": ("F32", [1], packed("f", [0.0]))}, {"w": ("F32", [1], packed("f", [-0.0]))})["w"]
        self.assertEqual((found["changed"], found["sumDD"]), (1, 0.0))

    def test_sums_that_overflow_are_unknown_not_wrong(self):
        found = self.compare({"w": ("F64", [2], packed("d", [1e200, 1.0]))}, {"w": ("F64", [2], packed("d", [1e200, 2.0]))})["w"]
        self.assertEqual((found["changed"], found["sumAA"], found["nonFiniteA"]), (1, None, 0))

    def test_one_model_in_two_precisions(self):
        values = [random.Random(5).gauss(0, 1) for _ in range(5000)]
        a, b = packed("f", values), bfloat16(values)
        found = self.compare({"w": ("F32", [5000], a)}, {"w": ("BF16", [5000], b)})["w"]
        self.assertIsNone(found["changed"])
        self.check(found, "F32", a, "BF16", b)

    def test_eight_bit_floats(self):
        # Values from the OCP 8-bit specification and ml_dtypes: 1.0, the largest finite one, the smallest subnormal.
        for dtype, one, largest, value, smallest in (
            ("F8_E4M3", 0x38, 0x7E, 448.0, 2.0 ** -9),
            ("F8_E5M2", 0x3C, 0x7B, 57344.0, 2.0 ** -16),
            ("F8_E4M3FNUZ", 0x40, 0x7F, 240.0, 2.0 ** -10),
            ("F8_E5M2FNUZ", 0x40, 0x7F, 57344.0, 2.0 ** -17),
        ):
            with self.subTest(dtype):
                found = self.compare({"w": (dtype, [3], bytes([one, largest, 0x01]))}, {"w": (dtype, [3], bytes([one | 0x80, 0x00, 0x00]))})["w"]
                self.assertEqual(found["sumAA"], 1.0 + value ** 2 + smallest ** 2)
                self.assertEqual((found["sumBB"], found["sumDD"]), (1.0, 4.0 + value ** 2 + smallest ** 2))
        not_a_number = {"F8_E4M3": 0x7F, "F8_E5M2": 0x7E, "F8_E4M3FNUZ": 0x80, "F8_E5M2FNUZ": 0x80, "F8_E8M0": 0xFF}
        for dtype, byte in not_a_number.items():
            with self.subTest(dtype):
                found = self.compare({"w": (dtype, [1], bytes([byte]))}, {"w": (dtype, [1], b"\x01")})["w"]
                self.assertEqual((found["nonFiniteA"], found["nonFiniteB"]), (1, 0))

    def test_dtypes_of_which_only_the_bits_are_compared(self):
        a = {"C64": ("C64", [2], bytes(16)), "F4": ("F4", [4], b"\x12\x34"), "F6": ("F6_E2M3", [4], b"abc")}
        b = {"C64": ("C64", [2], bytes(15) + b"\1"), "F4": ("F4", [4], b"\x12\x35"), "F6": ("F6_E2M3", [4], b"abc")}
        found = self.compare(a, b)
        self.assertEqual([found[name]["changed"] for name in ("C64", "F4", "F6")], [1, None, 0])
        self.assertEqual({sums["sumAA"] for sums in found.values()}, {None})

    def test_tensors_without_elements(self):
        empty = {"none": ("F32", [0, 3], b""), "scalar": ("F32", [], packed("f", [2.0]))}
        found = self.compare(empty, dict(empty, scalar=("F32", [], packed("f", [3.0]))))
        self.assertEqual((found["none"]["changed"], found["none"]["elements"]), (0, 0))
        self.assertEqual((found["scalar"]["changed"], found["scalar"]["sumDD"]), (1, 1.0))


if __name__ == "__main__":
    unittest.main()
