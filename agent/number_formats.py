"""Turns the bytes of safetensors dtypes into float64 with numpy. Imported only where numpy is."""
import numpy as np

# Little-endian on disk. BOOL counts as 0 and 1.
NATIVE = {
    "BOOL": "u1", "U8": "u1", "I8": "i1", "U16": "<u2", "I16": "<i2", "U32": "<u4", "I32": "<i4",
    "U64": "<u8", "I64": "<i8", "F16": "<f2", "F32": "<f4", "F64": "<f8",
}
UNSIGNED = {1: "u1", 2: "<u2", 4: "<u4", 8: "<u8"}

# exponent bits, mantissa bits, bias, and how infinities and NaN are written (ml_dtypes' names, OCP 8-bit formats).
EIGHT_BIT = {
    "F8_E5M2": (5, 2, 15, "ieee"),
    "F8_E4M3": (4, 3, 7, "fn"),
    "F8_E5M2FNUZ": (5, 2, 16, "fnuz"),
    "F8_E4M3FNUZ": (4, 3, 8, "fnuz"),
}


def widener(dtype):
    """A function (raw u8 array, float64 out) -> None that fills `out`, or None when the dtype's values are not read.

    I64 and U64 beyond 2^53 are rounded to float64; C64, F4 and F6 are compared by their bits alone.
    """
    if dtype in NATIVE:
        kind = np.dtype(NATIVE[dtype])
        return lambda raw, out: np.copyto(out, raw.view(kind), casting="unsafe")
    if dtype == "BF16":
        return _bfloat16
    if dtype in EIGHT_BIT or dtype == "F8_E8M0":
        table = _table(dtype)
        return lambda raw, out: np.take(table, raw, out=out)
    return None


def _bfloat16(raw, out):
    # bfloat16 is the upper half of a float32.
    bits = raw.view("<u2").astype("<u4")
    np.left_shift(bits, 16, out=bits)
    np.copyto(out, bits.view("<f4"))


def _table(dtype):
    """float64 values of all 256 bytes."""
    if dtype == "F8_E8M0":
        values = [2.0 ** (byte - 127) for byte in range(255)] + [float("nan")]
        return np.array(values)
    exponent_bits, mantissa_bits, bias, special = EIGHT_BIT[dtype]
    return np.array([_value(byte, exponent_bits, mantissa_bits, bias, special) for byte in range(256)])


def _value(byte, exponent_bits, mantissa_bits, bias, special):
    sign = -1.0 if byte & 0x80 else 1.0
    exponent = (byte & 0x7F) >> mantissa_bits
    mantissa = byte & ((1 << mantissa_bits) - 1)
    top = exponent == (1 << exponent_bits) - 1
    if special == "fnuz" and byte == 0x80:
        return float("nan")
    if special == "fn" and byte & 0x7F == 0x7F:
        return float("nan")
    if special == "ieee" and top:
        return sign * float("inf") if mantissa == 0 else float("nan")
    if exponent == 0:
        return sign * mantissa * 2.0 ** (1 - bias - mantissa_bits)
    return sign * (1 + mantissa / (1 << mantissa_bits)) * 2.0 ** (exponent - bias)
