"""The runs of one workdir: list, watch, stop."""
import json
import os
import time

import checks
import process_identity
import records
from constants import MAX_HEADER
from errors import AgentError
from files import write_atomic

RUN_LIMIT = 10000
#: Half of what a frame may hold.
ANSWER_BYTES = MAX_HEADER // 2
WATCH_SECONDS = 0.3
#: A folder without a record is called unreadable only when it is older than this.
SETTLE_SECONDS = 5


def runs_folder(workdir):
    return os.path.join(workdir, ".reasoner", "runs")


def run_dirs(workdir):
    """Paths of the run folders, in name order (names start with the UTC time). An absent workdir has none."""
    root = runs_folder(workdir)
    try:
        names = sorted(name for name in os.listdir(root) if not name.startswith("."))
    except OSError:
        return []
    return [os.path.join(root, name) for name in names[-RUN_LIMIT:]]


def load_all(workdir):
    """([derived records, oldest first], [{path, message}])."""
    found, unreadable = [], []
    for run_dir in run_dirs(workdir):
        try:
            found.append(records.derived(records.load(run_dir), run_dir))
        except records.Unreadable as error:
            if not _is_fresh(run_dir):
                unreadable.append({"path": run_dir, "message": str(error)})
    found.sort(key=lambda record: record["createdAt"])
    return found, unreadable


def _is_fresh(run_dir):
    try:
        return time.time() < os.stat(run_dir).st_mtime + SETTLE_SECONDS
    except OSError:
        return True


def list_runs(params, _payload):
    """As many of the newest as one answer holds; `watchRuns` sends each on its own."""
    found, unreadable = load_all(checks.workdir(params))
    size, first = 0, len(found)
    while first > 0:
        size += len(json.dumps(found[first - 1]))
        if size > ANSWER_BYTES:
            break
        first -= 1
    return {"runs": found[first:], "unreadable": unreadable[:1000]}


def live_runs(workdir):
    return [record for record in load_all(workdir)[0] if record["state"] in records.LIVE]


def watch(params, subscription):
    """Every run's present state, then each change; a run whose supervisor dies changes to `lost`."""
    workdir = checks.workdir(params)

    def run():
        known = {}
        while not subscription.cancelled():
            for run_dir in run_dirs(workdir):
                record = _changed(known, run_dir)
                if record is not None:
                    subscription.emit({"record": record})
            if subscription.pause(WATCH_SECONDS):
                return

    return run


def _changed(known, run_dir):
    """The derived record when it differs from the last one seen. `known`: run folder -> (signature, loaded, shown)."""
    signature = _signature(run_dir)
    before = known.get(run_dir, (None, None, None))
    if signature == before[0] and (before[1] is None or before[2]["state"] not in records.LIVE):
        return None
    try:
        loaded = before[1] if signature == before[0] else records.load(run_dir)
    except records.Unreadable:
        known[run_dir] = (signature, None, before[2])
        return None
    shown = records.derived(loaded, run_dir)
    known[run_dir] = (signature, loaded, shown)
    return None if shown == before[2] else shown


def _signature(run_dir):
    try:
        info = os.stat(os.path.join(run_dir, "record.json"))
    except OSError:
        return None
    return info.st_ino, info.st_size, info.st_mtime_ns


def stop(params, _payload):
    """Asks the supervisor to stop; an ended run is returned unchanged."""
    run_dir = checks.absolute(params, "runDir")
    grace = checks.number(params, "graceSeconds", 0, 24 * 3600)
    try:
        record = records.load(run_dir)
    except records.Unreadable as error:
        raise AgentError("not-found", "no run can be read in %s: %s" % (run_dir, error))
    if records.is_newer(record):
        raise AgentError(
            "newer-format",
            "the run %s was written by a newer version (format %d)" % (record["id"], record["format"]),
            "Update the extension to stop it.",
        )
    shown = records.derived(record, run_dir)
    if shown["state"] in records.LIVE:
        control = os.path.join(run_dir, "control")
        os.makedirs(control, exist_ok=True)
        write_atomic(os.path.join(control, "stop.json"), json.dumps({"graceSeconds": grace}).encode("utf-8"))
    elif shown["state"] == "lost":
        end_orphans(record)
    return {"record": shown}


def end_orphans(record):
    """Kills what a dead supervisor left behind: process groups whose leader is still exactly that process."""
    for stage in record["stages"]:
        for process in stage["processes"]:
            known = process.get("identity")
            if process["state"] in ("running", "stopping") and known is not None and process_identity.alive(known):
                process_identity.kill_group(known["pid"])
