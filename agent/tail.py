"""tail: a file's bytes from an offset on, as they come; a file that shrinks or is replaced starts again."""
import os
import stat

import checks
from constants import CHUNK
from errors import AgentError

POLL_SECONDS = 0.2


def tail(params, subscription):
    path = checks.absolute(params, "path")
    offset = checks.integer(params, "offset", -(2 ** 62), 2 ** 62)

    return Tail(path, offset, subscription).run


class Tail:
    def __init__(self, path, offset, subscription):
        self._path = path
        self._offset = offset
        self._subscription = subscription
        self._fd = None

    def run(self):
        try:
            while not self._subscription.cancelled():
                if not self._advance() and self._subscription.pause(POLL_SECONDS):
                    return
        finally:
            self._close()

    def _advance(self):
        """True when bytes were sent, so that there may be more."""
        if self._fd is None and not self._open():
            return False
        data = os.pread(self._fd, CHUNK, self._offset)
        if data:
            self._subscription.emit({"offset": self._offset, "truncated": False}, data)
            self._offset += len(data)
            return True
        # Only at the end of the open file may another one take over: nothing of the old one is missed.
        if os.fstat(self._fd).st_size < self._offset:
            self._restart()
        elif self._replaced():
            self._close()
            self._restart()
        return False

    def _open(self):
        try:
            self._fd = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        info = os.fstat(self._fd)
        if not stat.S_ISREG(info.st_mode):
            raise AgentError("bad-request", "%s is not a file" % self._path)
        if self._offset < 0:
            self._offset = max(0, info.st_size + self._offset)
        return True

    def _replaced(self):
        try:
            there = os.stat(self._path)
        except OSError:
            return False  # Deleted: the open one may still grow.
        here = os.fstat(self._fd)
        return (there.st_dev, there.st_ino) != (here.st_dev, here.st_ino)

    def _restart(self):
        self._offset = 0
        self._subscription.emit({"offset": 0, "truncated": True})

    def _close(self):
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
