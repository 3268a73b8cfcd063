"""connect and send: TCP connections to the data servers, carried as payloads of the one stream."""
import queue
import socket
import threading

import checks
from errors import AgentError

RECEIVE_BYTES = 64 * 1024
#: Bytes waiting to be sent to a server that does not read; more means that it never will.
QUEUE_LIMIT = 64 * 1024 * 1024
CONNECT_SECONDS = 5


class Streams:
    def __init__(self, servers):
        self._servers = servers
        self._lock = threading.Lock()
        self._open = {}

    def connect(self, params, subscription):
        """Connects before it answers, so that a refused connection is an error and not an event."""
        port = self._servers.port(checks.text(params, "server"))
        try:
            channel = socket.create_connection(("127.0.0.1", port), CONNECT_SECONDS)
        except OSError as error:
            raise AgentError("not-found", "the data server does not answer: %s" % error)
        channel.settimeout(None)
        # Small requests and answers alternate: waiting to fill a packet would cost 40 ms each.
        channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = _Stream(channel)

        subscription.on_cancel(stream.close)
        with self._lock:
            self._open[subscription.id] = stream

        def run():
            try:
                stream.run(subscription)
            finally:
                with self._lock:
                    self._open.pop(subscription.id, None)

        return run

    def send(self, params, payload):
        """Never blocks: bytes wait in the connection's own queue."""
        number = checks.integer(params, "connection", 0, 2 ** 53)
        with self._lock:
            stream = self._open.get(number)
        if stream is None:
            raise AgentError("not-found", "the connection %d is closed" % number)
        stream.send(payload, checks.flag(params, "end"))
        return {}


class _Stream:
    def __init__(self, channel):
        self._channel = channel
        self._queue = queue.Queue()
        self._waiting = 0
        self._lock = threading.Lock()

    def send(self, data, end):
        with self._lock:
            self._waiting += len(data)
            full = self._waiting > QUEUE_LIMIT
        if full:
            self.close()
            raise AgentError("bad-request", "the data server does not read what is sent to it; the connection was closed")
        if data:
            self._queue.put(data)
        if end:
            self._queue.put(None)

    def run(self, subscription):
        writer = threading.Thread(target=self._write, daemon=True)
        writer.start()
        try:
            while True:
                data = self._channel.recv(RECEIVE_BYTES)
                if not data:
                    break
                subscription.emit({"closed": False}, data)
        except OSError:
            pass  # Reset or closed by us: an end like any other.
        self.close()
        writer.join()
        self._channel.close()
        subscription.emit({"closed": True})

    def _write(self):
        try:
            while True:
                data = self._queue.get()
                if data is None:
                    self._channel.shutdown(socket.SHUT_WR)
                    return
                self._channel.sendall(data)
                with self._lock:
                    self._waiting -= len(data)
        except OSError:
            self.close()

    def close(self):
        """From any thread. `shutdown` wakes both threads; the reading one frees the descriptor."""
        try:
            self._channel.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._queue.put(None)
