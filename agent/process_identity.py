"""A pid alone is reused; pid, start time and boot id together are not (Linux: /proc)."""
import os
import signal
import socket


def boot_id():
    with open("/proc/sys/kernel/random/boot_id") as file:
        return file.read().strip()


def _stat(pid):
    """Fields of /proc/PID/stat from the third (state) on, or None when there is no such process."""
    try:
        with open("/proc/%d/stat" % pid, "rb") as file:
            data = file.read()
    except (OSError, ValueError):
        return None
    # The second field is the command in brackets and may itself hold blanks and brackets.
    return data[data.rindex(b")") + 2:].split()


def identity(pid):
    """{pid, startTime (clock ticks since boot), bootId, host}, or None when the process does not exist."""
    fields = _stat(pid)
    if fields is None:
        return None
    return {"pid": pid, "startTime": int(fields[19]), "bootId": boot_id(), "host": socket.gethostname()}


def alive(known):
    """Whether exactly that process still runs. A zombie does not: it only waits for its parent."""
    try:
        fields = _stat(int(known["pid"]))
        same = fields is not None and int(fields[19]) == known["startTime"] and boot_id() == known["bootId"]
    except (KeyError, TypeError, ValueError, OSError):
        return False
    return same and fields[0] not in (b"Z", b"X", b"x")


def group_members(group):
    """Pids of the living processes of a process group."""
    members = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            fields = _stat(int(name))
            if fields and int(fields[2]) == group and fields[0] not in (b"Z", b"X", b"x"):
                members.append(int(name))
    return members


def kill_group(group):
    if group <= 1:
        return  # To the kernel, "group 1" is everybody.
    try:
        os.killpg(group, signal.SIGKILL)
    except OSError:
        pass  # It ended by itself, or was never ours.
