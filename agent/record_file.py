"""The supervisor's hand on record.json: every transition is written at once, and a full disk never ends a training."""
import os
import sys
import time

import records

LAST_TRY_SECONDS = 300


class RecordFile:
    def __init__(self, run_dir):
        """Raises records.Unreadable."""
        self.record = records.load(run_dir)
        self._run_dir = run_dir
        self._unsaved = False
        self._next_beat = 0.0

    def save(self):
        try:
            records.save(self._run_dir, self.record)
            self._unsaved = False
        except OSError as error:
            if not self._unsaved:
                print("the record could not be written, trying again: %s" % error, file=sys.stderr, flush=True)
            self._unsaved = True

    def tend(self):
        """Called again and again while a process runs: retries a failed write, shows readers on other hosts a pulse."""
        if time.monotonic() < self._next_beat:
            return
        self._next_beat = time.monotonic() + records.HEARTBEAT_SECONDS
        try:
            with open(os.path.join(self._run_dir, "heartbeat"), "a"):
                os.utime(os.path.join(self._run_dir, "heartbeat"))
        except OSError:
            pass
        if self._unsaved:
            self.save()

    def close(self):
        """Writes the last state, patiently."""
        self.save()
        deadline = time.monotonic() + LAST_TRY_SECONDS
        while self._unsaved and time.monotonic() < deadline:
            time.sleep(1)
            self.save()
