"""tailEventFiles: new bytes of every event file below a folder, for the editor's own reader."""
import os
import stat

import checks
from constants import CHUNK
from files import open_regular, read_at

POLL_SECONDS = 0.25
DEPTH_LIMIT = 12
FOLDER_LIMIT = 5000
FILE_LIMIT = 2000
#: Bytes of one file per round, so that one huge file does not hold up the others.
ROUND_BYTES = 16 * CHUNK


def tail_event_files(params, subscription):
    root = checks.absolute(params, "path")

    def run():
        known = {}
        while not subscription.cancelled():
            more = False
            for file in find(root):
                more = known.setdefault(file, _File(root, file)).advance(subscription) or more
            if not more and subscription.pause(POLL_SECONDS):
                return

    return run


def find(root):
    """Relative paths of the event files, in order. Links are not followed; depth and number are bounded."""
    found = []
    stack = [("", 0)]
    folders = 0
    while stack and folders < FOLDER_LIMIT and len(found) < FILE_LIMIT:
        folder, depth = stack.pop()
        folders += 1
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in listed:
            path = folder + "/" + entry.name if folder else entry.name
            if entry.is_dir(follow_symlinks=False) and depth < DEPTH_LIMIT:
                stack.append((path, depth + 1))
            elif "tfevents" in entry.name and entry.is_file(follow_symlinks=False):
                found.append(path)
    return sorted(found[:FILE_LIMIT])


class _File:
    """How far one event file was read. Opened anew for each read: thousands of files must not exhaust descriptors."""

    def __init__(self, root, file):
        self._path = os.path.join(root, file)
        self._file = file
        self._generation = 0
        self._offset = 0
        self._id = None

    def advance(self, subscription):
        """Sends what is new. True when the round's limit was reached and there may be more."""
        try:
            info = os.lstat(self._path)
            if not stat.S_ISREG(info.st_mode):
                return False
            self._notice(info)
            if info.st_size == self._offset:
                return False
            fd = open_regular(self._path)
        except OSError:
            return False
        try:
            return self._send(fd, subscription)
        finally:
            os.close(fd)

    def _notice(self, info):
        same = (info.st_dev, info.st_ino)
        if self._id is not None and (same != self._id or info.st_size < self._offset):
            self._generation += 1
            self._offset = 0
        self._id = same

    def _send(self, fd, subscription):
        left = ROUND_BYTES
        while left > 0 and not subscription.cancelled():
            data = read_at(fd, self._offset, CHUNK)
            if not data:
                return False
            event = {"file": self._file, "generation": self._generation, "offset": self._offset}
            subscription.emit(event, data)
            self._offset += len(data)
            left -= len(data)
        return True
