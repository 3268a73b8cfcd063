"""Run records: made from a plan, written by the supervisor alone, read (and `lost` derived) by everyone else."""
import json
import os
import socket
import time

import process_identity
from constants import FORMAT_RUN_RECORD
from files import open_regular, read_at, write_atomic
from record_shape import is_record

LIVE = ("pending", "running", "stopping")
RECORD_LIMIT = 8 * 1024 * 1024
#: A supervisor has this long to name itself in a fresh record.
START_GRACE_SECONDS = 3
#: The supervisor touches `heartbeat` every few seconds; only a reader on another host needs it.
HEARTBEAT_SECONDS = 10
HEARTBEAT_LIMIT_SECONDS = 90


class Unreadable(Exception):
    """A record that is missing, torn or not a record."""


def from_plan(plan):
    """The record of a run that has not started."""
    return {
        "format": FORMAT_RUN_RECORD,
        "id": plan["runId"],
        "token": plan["token"],
        "pipeline": plan["pipeline"],
        "target": plan["target"],
        "workdir": plan["workdir"],
        "runDir": plan["runDir"],
        "venv": plan.get("venv"),
        "state": "pending",
        "createdAt": time.time(),
        "startedAt": None,
        "endedAt": None,
        "supervisor": None,
        "stages": [_stage(stage) for stage in plan["stages"]],
        "versions": {},
        "git": {"commit": plan["git"].get("commit"), "diffFile": "git.diff" if plan["git"].get("diff") else None},
        "message": None,
    }


def _stage(stage):
    record = {key: stage[key] for key in ("name", "trainer", "kind", "outputDir", "logFile", "totalSteps", "phases")}
    record["initialModel"] = stage.get("initialModel")
    record.update(state="pending", startedAt=None, endedAt=None, message=None)
    record["processes"] = [
        {
            "role": process["role"],
            "phase": process["phase"],
            "argv": process["argv"],
            "state": "pending",
            "exitCode": None,
            "signal": None,
            "startedAt": None,
            "endedAt": None,
        }
        for process in stage["processes"]
    ]
    return record


def _no_constant(name):
    raise ValueError("%s is not JSON" % name)


def parse(data):
    """The JSON value of `data` (bytes), strict: no NaN, no Infinity. Raises ValueError."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply")


def load(run_dir):
    """The record as it was written. Raises Unreadable with a sentence."""
    path = os.path.join(run_dir, "record.json")
    try:
        fd = open_regular(path)
        try:
            data = read_at(fd, 0, RECORD_LIMIT + 1)
        finally:
            os.close(fd)
    except Exception as error:
        raise Unreadable("record.json cannot be read: %s" % error)
    if len(data) > RECORD_LIMIT:
        raise Unreadable("record.json is larger than %d bytes" % RECORD_LIMIT)
    try:
        record = parse(data)
    except ValueError as error:
        raise Unreadable("record.json is torn or not JSON (%s)" % error)
    if not is_record(record):
        raise Unreadable("record.json has not the shape of a run record")
    if record["id"] != os.path.basename(run_dir.rstrip("/")):
        raise Unreadable("record.json belongs to the run %s" % record["id"])
    return record


def save(run_dir, record):
    """Atomic. Raises OSError."""
    data = json.dumps(record, indent=1, allow_nan=False).encode("utf-8")
    write_atomic(os.path.join(run_dir, "record.json"), data + b"\n")


def is_newer(record):
    return record["format"] > FORMAT_RUN_RECORD


def derived(record, run_dir):
    """`record`, or a copy that says `lost` when it claims to live and its supervisor does not."""
    if is_newer(record) or record["state"] not in LIVE or supervised(record, run_dir):
        return record
    lost = dict(record, state="lost", message="its supervisor is gone: the host restarted or the supervisor was killed")
    lost["stages"] = [_lost_stage(stage) for stage in record["stages"]]
    return lost


def _lost_stage(stage):
    copy = dict(stage)
    copy["processes"] = [
        dict(process, state="lost") if process.get("state") in ("running", "stopping") else process
        for process in stage["processes"]
    ]
    if stage["state"] in ("running", "stopping"):
        copy["state"] = "lost"
    return copy


def supervised(record, run_dir):
    """Whether the supervisor of a live record still works, as far as this host can tell."""
    supervisor = record.get("supervisor")
    if supervisor is None:
        return time.time() < record["createdAt"] + START_GRACE_SECONDS
    if process_identity.alive(supervisor):
        return True
    if supervisor.get("host", socket.gethostname()) == socket.gethostname():
        return False
    # A shared file system, read from a host that cannot see the process.
    try:
        return time.time() < os.stat(os.path.join(run_dir, "heartbeat")).st_mtime + HEARTBEAT_LIMIT_SECONDS
    except OSError:
        return False
