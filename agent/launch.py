"""Starts a plan under its supervisor, once: the same token never starts a second run."""
import errno
import json
import os
import shutil
import subprocess
import sys
import time
import uuid

import checks
import host
import plan_check
import records
import runs
from errors import AgentError, os_error
from files import read_at, write_atomic

START_SECONDS = 10


def launch(params, _payload):
    plan = checks.mapping(params, "plan")
    plan_check.check(plan)
    home = os.path.join(plan["workdir"], ".reasoner")
    known = _claimed(home, plan["token"])
    if known is not None:
        return _existing(plan, known)
    refuse_overwrite(plan)
    try:
        prepared = _prepare(home, plan)
        try:
            if not _claim(home, plan):
                return _existing(plan, _claimed(home, plan["token"]))
            _publish(home, plan, prepared)
        finally:
            shutil.rmtree(prepared, ignore_errors=True)
    except OSError as error:
        raise os_error(error, error.filename or home)
    _start(plan["runDir"])
    return {"runId": plan["runId"], "existing": False, "record": _wait_for_supervisor(plan["runDir"])}


def refuse_overwrite(plan):
    """A stage must not write over checkpoints, nor beside another run that writes to the same folder."""
    for stage in plan["stages"]:
        folder = stage["outputDir"]
        if checks.inside(plan["runDir"], folder):
            continue
        for run in runs.live_runs(plan["workdir"]):
            for other in run["stages"]:
                if other.get("outputDir") == folder and other.get("state") in records.LIVE:
                    raise AgentError(
                        "workdir-busy",
                        "the run %s writes to %s, where stage %s would write too" % (run["id"], folder, stage["name"]),
                        "Wait for that run, stop it, or give the stage another output folder.",
                    )
        if not stage["overwrite"] and has_checkpoints(folder):
            raise AgentError(
                "would-overwrite",
                "%s already holds checkpoints, and stage %s would write over them" % (folder, stage["name"]),
                "Give the stage another output folder, move the old one away, or agree to overwrite.",
            )


def has_checkpoints(folder):
    try:
        return any(name.startswith("checkpoint-") for name in os.listdir(folder))
    except OSError:
        return False


def _prepare(home, plan):
    """The complete run folder under a hidden name: readers see it whole or not at all."""
    folder = os.path.join(home, "runs", ".new-" + uuid.uuid4().hex)
    os.makedirs(folder)
    ignore = os.path.join(home, ".gitignore")
    if not os.path.lexists(ignore):
        _write(ignore, "*\n")
    for snapshot in plan["snapshots"]:
        _write(os.path.join(folder, plan_check.snapshot_path(plan["runDir"], snapshot)), snapshot["text"])
    if plan["git"].get("diff"):
        _write(os.path.join(folder, "git.diff"), plan["git"]["diff"])
    # Its variables may be nobody else's business.
    write_atomic(os.path.join(folder, "plan.json"), json.dumps(plan, indent=1).encode("utf-8"), 0o600)
    os.makedirs(os.path.join(folder, "control"))
    for stage in plan["stages"]:
        os.makedirs(os.path.join(folder, "stages", stage["name"]), exist_ok=True)
    records.save(folder, records.from_plan(plan))
    return folder


def _write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def _lock(home, token):
    return os.path.join(home, "launches", token)


def _claimed(home, token):
    """Run id of the launch that holds this token, or None."""
    try:
        with open(os.path.join(_lock(home, token), "run"), encoding="utf-8") as file:
            return file.read(1000).strip()
    except OSError:
        return None


def _claim(home, plan):
    """True when this launch now holds the token. A folder moves into place with its content, or finds one there."""
    lock = _lock(home, plan["token"])
    made = os.path.join(home, "launches", ".new-" + uuid.uuid4().hex)
    _write(os.path.join(made, "run"), plan["runId"])
    try:
        os.rename(made, lock)
        return True
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise


def _publish(home, plan, prepared):
    try:
        if os.path.lexists(plan["runDir"]):
            raise checks.bad("a run named %s exists already in %s" % (plan["runId"], plan["workdir"]))
        os.rename(prepared, plan["runDir"])
    except (OSError, AgentError):
        shutil.rmtree(_lock(home, plan["token"]), ignore_errors=True)
        raise


def _existing(plan, run_id):
    """The answer for a token that was used before; its run may still be a moment from being visible."""
    run_dir = os.path.join(runs.runs_folder(plan["workdir"]), checks.simple_name(run_id, "the recorded run id"))
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            record = records.derived(records.load(run_dir), run_dir)
            return {"runId": run_id, "existing": True, "record": record}
        except records.Unreadable as error:
            if time.monotonic() > deadline:
                raise AgentError(
                    "internal",
                    "this launch was begun before as %s, and its record is not there: %s" % (run_id, error),
                    "Launch again; that makes a new run.",
                )
            time.sleep(0.1)


def _start(run_dir):
    """A detached supervisor of this same agent version. The first child only forks and ends."""
    with open(os.path.join(run_dir, "supervisor.log"), "ab") as log:
        starter = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", host.agent_file(), "supervise", run_dir],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            close_fds=True,
            start_new_session=True,
        )
    try:
        code = starter.wait(START_SECONDS)
    except subprocess.TimeoutExpired:
        return  # A slow machine; the record will tell.
    if code != 0:
        raise AgentError("internal", "the supervisor did not start: %s" % _tail(run_dir), "See supervisor.log there.")


def _wait_for_supervisor(run_dir):
    deadline = time.monotonic() + START_SECONDS
    while True:
        record = records.load(run_dir)
        if record["supervisor"] is not None or time.monotonic() > deadline:
            return records.derived(record, run_dir)
        time.sleep(0.02)


def _tail(run_dir):
    path = os.path.join(run_dir, "supervisor.log")
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        return "%s: %s" % (path, read_at(file.fileno(), max(0, size - 500), 500).decode("utf-8", "replace").strip())
