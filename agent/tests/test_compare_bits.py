import io
import random
import unittest

import bit_equality
from bit_equality import changed_elements, count_changed


def slowly(a, b, width):
    return sum(a[at : at + width] != b[at : at + width] for at in range(0, len(a), width))


class ChangedElements(unittest.TestCase):
    def test_counts_like_the_plain_way(self):
        chance = random.Random(1)
        for width in (1, 2, 4, 8):
            for density in (0.0, 0.01, 0.5, 1.0):
                a = bytes(chance.randrange(256) for _ in range(width * 301))
                b = bytes(byte ^ chance.randrange(256) if chance.random() < density else byte for byte in a)
                self.assertEqual(count_changed(a, b, width), slowly(a, b, width), (width, density))

    def test_every_single_bit_is_one_changed_element(self):
        for width in (1, 2, 4, 8):
            for bit in range(width * 8 * 3):
                b = (1 << bit).to_bytes(width * 3, "little")
                self.assertEqual(count_changed(bytes(width * 3), b, width), 1, (width, bit))

    def test_reads_in_chunks_and_tells_the_bytes(self):
        size = 2 * bit_equality.CHUNK + 12
        a, b = bytearray(size), bytearray(size)
        for at in (0, 5, bit_equality.CHUNK - 1, bit_equality.CHUNK, size - 1):
            b[at] = 1
        told = []
        changed = changed_elements(io.BytesIO(b"xx" + a), 2, io.BytesIO(b"y" + b), 1, size, 4, told.append)
        self.assertEqual((changed, sum(told)), (5, 2 * size))

    def test_elements_that_share_bytes(self):
        def changed(a, b):
            return changed_elements(io.BytesIO(a), 0, io.BytesIO(b), 0, 2, None, lambda count: None)

        self.assertEqual(changed(b"ab", b"ab"), 0)
        self.assertIsNone(changed(b"ab", b"ac"))

    def test_a_file_that_ends_too_early(self):
        with self.assertRaises(EOFError):
            changed_elements(io.BytesIO(b"ab"), 0, io.BytesIO(b"a"), 0, 2, 1, lambda count: None)


if __name__ == "__main__":
    unittest.main()
