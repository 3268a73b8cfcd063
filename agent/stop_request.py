"""Whether somebody wants this run to end: control/stop.json in the run folder, or SIGTERM to the supervisor."""
import os
import signal
import time

import records

DEFAULT_GRACE_SECONDS = 10


class StopRequest:
    def __init__(self, run_dir):
        self._path = os.path.join(run_dir, "control", "stop.json")
        self._seen = None
        self._deadline = None
        self._terminated = False

    def listen(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        # Caught and dropped rather than ignored: an ignored signal would stay ignored in every process of the run.
        signal.signal(signal.SIGHUP, lambda _number, _frame: None)

    def _on_signal(self, _number, _frame):
        self._terminated = True

    def wanted(self):
        """True from the first request on. A later request can only shorten the grace."""
        grace = self._read_file()
        if grace is None and self._terminated and self._deadline is None:
            grace = DEFAULT_GRACE_SECONDS
        if grace is not None:
            deadline = time.monotonic() + grace
            self._deadline = deadline if self._deadline is None else min(self._deadline, deadline)
        return self._deadline is not None

    def overdue(self):
        """True when the grace is over and SIGKILL is due."""
        return self._deadline is not None and time.monotonic() >= self._deadline

    def _read_file(self):
        """Grace in seconds when the file is new or was changed, else None."""
        try:
            info = os.stat(self._path)
            signature = (info.st_ino, info.st_mtime_ns)
            if signature == self._seen:
                return None
            self._seen = signature
            with open(self._path, "rb") as file:
                request = records.parse(file.read(65536))
            return max(0.0, min(float(request["graceSeconds"]), 24 * 3600.0))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            # Somebody asked for a stop, however torn the note is.
            return DEFAULT_GRACE_SECONDS
