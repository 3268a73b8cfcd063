"""The sums over one run of elements that two tensors share. Imported only where numpy is."""
from collections import namedtuple

import numpy as np

from number_formats import UNSIGNED, widener

# Elements that are worked on at once: two float64 arrays of it stay in a core's own cache.
BLOCK = 1 << 15

# changed: elements whose bits differ, None when not countable. The others are float64 over pairs of finite values,
# None when the values are not read.
Sums = namedtuple("Sums", "changed sumAA sumBB sumDD maxChange nonFiniteA nonFiniteB")


def merge(a, b):
    """Sums of both runs together."""
    def add(x, y):
        return None if x is None or y is None else x + y

    largest = None if a.maxChange is None or b.maxChange is None else max(a.maxChange, b.maxChange)
    return Sums(
        add(a.changed, b.changed), add(a.sumAA, b.sumAA), add(a.sumBB, b.sumBB), add(a.sumDD, b.sumDD), largest,
        add(a.nonFiniteA, b.nonFiniteA), add(a.nonFiniteB, b.nonFiniteB),
    )


class BlockSums:
    """Computes Sums for one pair of dtypes. Holds scratch memory, so one thread uses it at a time."""

    def __init__(self, dtype_a, dtype_b, bits_a, bits_b):
        self._bits_a, self._bits_b = bits_a, bits_b
        self._same_type = dtype_a == dtype_b
        self._unsigned = UNSIGNED.get(bits_a // 8) if bits_a % 8 == 0 else None
        self._widen_a, self._widen_b = widener(dtype_a), widener(dtype_b)
        self._a, self._b = np.empty(BLOCK), np.empty(BLOCK)

    def __call__(self, raw_a, raw_b, elements):
        """raw_a, raw_b: u8 arrays that hold `elements` elements each."""
        if self._unsigned is None:
            return Sums(0 if np.array_equal(raw_a, raw_b) else None, *[None] * 6)
        total = self._empty()
        for start in range(0, elements, BLOCK):
            stop = min(elements, start + BLOCK)
            a = raw_a[start * self._bits_a // 8 : stop * self._bits_a // 8]
            b = raw_b[start * self._bits_b // 8 : stop * self._bits_b // 8]
            total = merge(total, self._block(a, b, stop - start))
        return total

    def _empty(self):
        changed = 0 if self._same_type else None
        if self._widen_a is None or self._widen_b is None:
            return Sums(changed, *[None] * 6)
        return Sums(changed, 0.0, 0.0, 0.0, 0.0, 0, 0)

    def _block(self, raw_a, raw_b, elements):
        changed = None
        if self._same_type:
            changed = int(np.count_nonzero(raw_a.view(self._unsigned) != raw_b.view(self._unsigned)))
        if self._widen_a is None or self._widen_b is None:
            return Sums(changed, *[None] * 6)
        with np.errstate(all="ignore"):
            a, b = self._a[:elements], self._b[:elements]
            self._widen_a(raw_a, a)
            aa = float(np.dot(a, a))
            if changed == 0 and _finite(aa):
                return Sums(0, aa, aa, 0.0, 0.0, 0, 0)
            self._widen_b(raw_b, b)
            bb = float(np.dot(b, b))
            if _finite(aa) and _finite(bb):
                return self._finite_sums(changed, a, b, aa, bb)
            good_a, good_b = np.isfinite(a), np.isfinite(b)
            lost_a, lost_b = elements - int(np.count_nonzero(good_a)), elements - int(np.count_nonzero(good_b))
            both = good_a & good_b
            a, b = a[both], b[both]
            sums = self._finite_sums(changed, a, b, float(np.dot(a, a)), float(np.dot(b, b)))
            return sums._replace(nonFiniteA=lost_a, nonFiniteB=lost_b)

    def _finite_sums(self, changed, a, b, aa, bb):
        np.subtract(b, a, out=b)
        largest = max(float(b.max()), -float(b.min())) if len(b) else 0.0
        return Sums(changed, aa, bb, float(np.dot(b, b)), largest, 0, 0)


def _finite(value):
    # A sum of squares is finite exactly when every value is (float64 input may overflow: the slow path copes).
    return value - value == 0
