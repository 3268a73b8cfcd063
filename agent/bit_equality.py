"""Counts elements whose bits differ, with nothing but Python: the comparison where no numpy is."""

CHUNK = 1 << 20


def count_changed(a, b, width):
    """Number of `width`-byte elements that differ between two equally long byte strings; width is 1, 2, 4 or 8."""
    if a == b:
        return 0
    bits = int.from_bytes(a, "little") ^ int.from_bytes(b, "little")
    # Folds each element's difference into its lowest byte; what leaks in from the neighbour lands in higher bytes.
    shift = width * 4
    while shift >= 8:
        bits |= bits >> shift
        shift //= 2
    lowest = bits.to_bytes(len(a), "little")[::width]
    return len(lowest) - lowest.count(0)


def changed_elements(file_a, begin_a, file_b, begin_b, size, width, on_bytes):
    """Compares `size` bytes of two open files chunk by chunk; `on_bytes(n)` hears of the bytes read, both sides together.

    Returns the number of differing elements, or None when `width` is None (elements share bytes) and bytes differ.
    Raises EOFError when a file ends too early.
    """
    changed, different, done = 0, False, 0
    while done < size:
        step = min(CHUNK, size - done)
        a = _exactly(file_a, begin_a + done, step)
        b = _exactly(file_b, begin_b + done, step)
        if a != b:
            different = True
            if width is not None:
                changed += count_changed(a, b, width)
        done += step
        on_bytes(2 * step)
    return None if different and width is None else changed


def _exactly(file, offset, size):
    file.seek(offset)
    data = file.read(size)
    if len(data) != size:
        raise EOFError
    return data
