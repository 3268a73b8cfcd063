"""One process of a stage: its own group, ended with everything it started."""
import os
import signal
import subprocess
import time

import process_identity

#: What is left of a group after its leader ended gets this long after SIGTERM.
LEFTOVER_SECONDS = 5


class StageProcess:
    def __init__(self, argv, env, cwd, log_fd):
        """Starts it. Raises OSError when there is no such program or folder."""
        self._popen = subprocess.Popen(
            argv,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=log_fd,
            stderr=subprocess.STDOUT,
            close_fds=True,
            # A session of its own is a group of its own, and without a terminal that could hang it up.
            start_new_session=True,
        )
        self.pid = self._popen.pid
        self.identity = process_identity.identity(self.pid)

    def exited(self):
        """Whether it ended. It is not reaped here: while the zombie keeps the pid, nobody else can have its group."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def signal(self, number):
        try:
            os.killpg(self.pid, number)
        except OSError:
            pass  # The whole group has ended.

    def end_leftovers(self):
        """Ends workers that outlived their leader (they would hold the GPU). Returns how many there were."""
        count = len(process_identity.group_members(self.pid))
        if count > 0:
            self.signal(signal.SIGTERM)
            deadline = time.monotonic() + LEFTOVER_SECONDS
            while time.monotonic() < deadline and process_identity.group_members(self.pid):
                time.sleep(0.1)
            self.signal(signal.SIGKILL)
        return count

    def reap(self):
        """(exit code or None, signal number or None)"""
        code = self._popen.wait()
        return (code, None) if code >= 0 else (None, -code)
