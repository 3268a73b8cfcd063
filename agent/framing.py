"""Frames: u32 BE header length | u32 BE payload length | header (UTF-8 JSON) | payload."""
import json
import os
import struct
import threading

from constants import MAX_HEADER, MAX_PAYLOAD

_LENGTHS = struct.Struct(">II")


class FramingError(Exception):
    """The peer does not speak this protocol; nothing after this byte can be trusted."""


class FrameReader:
    """Reads frames from a file descriptor without buffering past the frame at hand."""

    def __init__(self, fd):
        self._fd = fd

    def next(self):
        """(header, payload), or None at a clean end of the stream.

        Raises FramingError for lengths over the limits, a header that is not a JSON object, or an end inside a frame.
        """
        lengths = self._exactly(_LENGTHS.size, at_boundary=True)
        if lengths is None:
            return None
        head, payload = _LENGTHS.unpack(lengths)
        if head > MAX_HEADER or payload > MAX_PAYLOAD:
            raise FramingError("a frame of %d + %d bytes is over the limit" % (head, payload))
        try:
            header = json.loads(self._exactly(head).decode("utf-8"))
        except (ValueError, RecursionError):
            raise FramingError("a frame header is not JSON")
        if not isinstance(header, dict):
            raise FramingError("a frame header is not an object")
        return header, self._exactly(payload)

    def _exactly(self, count, at_boundary=False):
        parts = []
        left = count
        while left > 0:
            part = os.read(self._fd, min(left, 1 << 20))
            if not part:
                if at_boundary and left == count:
                    return None
                raise FramingError("the stream ended inside a frame")
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


class FrameWriter:
    """Writes whole frames; any thread may call it.

    When the reader of the stream is gone `on_broken` runs once, in a thread of its own, and what is written after that is
    dropped: a request under way must still come to its end.
    """

    def __init__(self, fd, on_broken=None):
        self._fd = fd
        self._lock = threading.Lock()
        self._broken = False
        self.on_broken = on_broken

    def send(self, header, payload=b""):
        # NaN is not JSON: the other end could not read the frame, and with it nothing after it.
        head = json.dumps(header, separators=(",", ":"), allow_nan=False).encode("utf-8")
        if len(head) > MAX_HEADER or len(payload) > MAX_PAYLOAD:
            raise ValueError("an answer of %d + %d bytes is over the limit" % (len(head), len(payload)))
        self.raw(_LENGTHS.pack(len(head), len(payload)) + head + payload)

    def raw(self, data):
        view = memoryview(data)
        with self._lock:
            try:
                while view and not self._broken:
                    view = view[os.write(self._fd, view):]
            except OSError:
                self._broken = True
                if self.on_broken is not None:
                    threading.Thread(target=self.on_broken, daemon=True).start()
