import json
import os
import queue
import struct
import threading
import unittest

import tests.support  # noqa: F401 (puts the agent on the path)
from framing import FrameReader, FrameWriter, FramingError


def frame(header, payload=b""):
    head = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack(">II", len(head), len(payload)) + head + payload


class FramingTest(unittest.TestCase):
    def reader(self, data):
        source, sink = os.pipe()
        self.addCleanup(os.close, source)

        def feed():
            for start in range(0, len(data), 7):
                os.write(sink, data[start:start + 7])
            os.close(sink)

        threading.Thread(target=feed, daemon=True).start()
        return FrameReader(source)

    def test_reads_frames_in_whatever_pieces_they_arrive(self):
        reader = self.reader(frame({"id": 1}) + frame({"id": 2, "t": "é"}, b"\0\xffbytes"))
        self.assertEqual(reader.next(), ({"id": 1}, b""))
        self.assertEqual(reader.next(), ({"id": 2, "t": "é"}, b"\0\xffbytes"))
        self.assertIsNone(reader.next())

    def test_refuses_what_is_not_the_protocol(self):
        cases = {
            "over the limit": b"GET / HTTP/1.1\r\n\r\n",
            "a huge payload": struct.pack(">II", 2, 0x7FFFFFFF),
            "not JSON": frame(b"{nope"),
            "not UTF-8": frame(b"\xff\xfe"),
            "not an object": frame([1, 2]),
            "nested without end": frame(b"[" * 100000),
            "cut off in the lengths": b"\0\0",
            "cut off in the header": frame({"id": 1})[:-3],
        }
        for name, data in cases.items():
            with self.subTest(name), self.assertRaises(FramingError):
                self.reader(data).next()

    def test_writes_what_it_reads_and_never_writes_nan(self):
        source, sink = os.pipe()
        writer = FrameWriter(sink)
        writer.send({"sub": 3, "event": {"closed": False}}, b"abc")
        self.assertEqual(FrameReader(source).next(), ({"sub": 3, "event": {"closed": False}}, b"abc"))
        with self.assertRaises(ValueError):
            writer.send({"id": 1, "result": float("nan")})

    def test_a_gone_reader_is_reported_once(self):
        source, sink = os.pipe()
        os.close(source)
        broken = queue.Queue()
        writer = FrameWriter(sink, on_broken=lambda: broken.put(True))
        writer.send({})
        writer.send({})
        self.assertTrue(broken.get(timeout=5))
        with self.assertRaises(queue.Empty):
            broken.get(timeout=0.1)


if __name__ == "__main__":
    unittest.main()
