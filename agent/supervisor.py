"""Runs the stages of one plan, outliving the agent, the editor and the connection. Steered by files in the run folder."""
import os
import signal
import sys
import time
import traceback

import environment
import process_identity
import records
import stage_log
from record_file import RecordFile
from stage_process import StageProcess
from stop_request import StopRequest

POLL_SECONDS = 0.1


def supervise(run_dir):
    """Entry of the supervising process: detaches, then runs the plan to its end."""
    detach()
    Supervisor(run_dir).run()


def detach():
    """A daemon: own session, no terminal, adopted by init. Its files were set by the agent before."""
    if os.fork() > 0:
        os._exit(0)
    os.setsid()
    if os.fork() > 0:
        os._exit(0)


class Supervisor:
    def __init__(self, run_dir):
        self._run_dir = run_dir
        self._file = RecordFile(run_dir)
        self._record = self._file.record
        with open(os.path.join(run_dir, "plan.json"), "rb") as file:
            self._plan = records.parse(file.read())
        self._stop = StopRequest(run_dir)

    def run(self):
        self._stop.listen()
        self._record.update(supervisor=process_identity.identity(os.getpid()), state="running", startedAt=time.time())
        self._file.save()
        try:
            self._record["versions"] = environment.versions(self._plan.get("venv"))
            self._stages()
        except Exception as error:
            traceback.print_exc()
            self._finish("failed", "the supervisor itself failed: %s" % error)
        self._file.close()

    def _stages(self):
        for plan, stage in zip(self._plan["stages"], self._record["stages"]):
            if self._stop.wanted():
                return self._finish("stopped", "stopped before stage %s" % stage["name"])
            self._run_stage(plan, stage)
            if stage["state"] != "succeeded":
                reason = "stage %s: %s" % (stage["name"], stage["message"])
                self._skip_rest("not started: stage %s %s" % (stage["name"], stage["state"]))
                return self._finish(stage["state"], reason)
        return self._finish("succeeded", None)

    def _finish(self, state, message):
        self._skip_rest(message)
        self._record.update(state=state, message=message, endedAt=time.time())

    def _skip_rest(self, message):
        for stage in self._record["stages"]:
            if stage["state"] == "pending":
                stage.update(state="stopped", message=message)
            for process in stage["processes"]:
                if process["state"] == "pending":
                    process["state"] = "stopped"

    def _run_stage(self, plan, stage):
        stage.update(state="running", startedAt=time.time())
        self._file.save()
        message = None
        for process_plan, process in zip(plan["processes"], stage["processes"]):
            if self._stop.wanted():
                process["state"], message = "stopped", "stopped before its next process"
            else:
                message = self._run_process(plan, process_plan, process, stage)
            if process["state"] != "succeeded":
                stage.update(state=process["state"], message=message, endedAt=time.time())
                self._file.save()
                return
        stage.update(state="succeeded", endedAt=time.time())
        self._file.save()

    def _run_process(self, stage_plan, plan, process, stage):
        """Runs it to its end; sets its state; returns a sentence when that is not `succeeded`."""
        title = describe(plan, len(stage_plan["phases"]))
        process.update(state="running", startedAt=time.time())
        try:
            os.makedirs(stage_plan["outputDir"], exist_ok=True)
            log = stage_log.open_log(stage_plan["logFile"])
        except OSError as error:
            process.update(state="failed", endedAt=time.time())
            return "%s could not start: %s" % (title, error)
        try:
            return self._started(stage_plan, plan, process, stage, title, log)
        finally:
            os.close(log)

    def _started(self, stage_plan, plan, process, stage, title, log):
        stage_log.write(log, stage_log.header(title, plan["argv"]))
        start = os.fstat(log).st_size
        env = environment.build(os.environ, self._plan.get("venv"), plan["env"])
        try:
            running = StageProcess(plan["argv"], env, plan["cwd"], log)
        except (OSError, ValueError) as error:
            stage_log.write(log, ("==> could not start: %s\n" % error).encode("utf-8", "replace"))
            process.update(state="failed", exitCode=127, endedAt=time.time())
            return "%s could not start: %s" % (title, error)
        process["identity"] = running.identity
        self._file.save()
        stopped = self._wait(running, process, stage)
        leftovers = running.end_leftovers()
        if leftovers:
            stage_log.write(log, b"==> ended %d processes that were left over\n" % leftovers)
        code, number = running.reap()
        process.update(exitCode=code, signal=number, endedAt=time.time())
        if stopped:
            process["state"] = "stopped"
            return "%s was stopped" % title
        process["state"] = "succeeded" if code == 0 else "failed"
        return None if code == 0 else failure(title, code, number, stage_log.cause(stage_plan["logFile"], start))

    def _wait(self, running, process, stage):
        """Until it has ended. True when it was asked to."""
        asked = killed = False
        while not running.exited():
            if self._stop.wanted() and not asked:
                asked = True
                for holder in (self._record, stage, process):
                    holder["state"] = "stopping"
                self._file.save()
                running.signal(signal.SIGTERM)
            if asked and not killed and self._stop.overdue():
                killed = True
                running.signal(signal.SIGKILL)
            self._file.tend()
            time.sleep(POLL_SECONDS)
        return asked


def describe(process, phases):
    """`train (phase 2)` for people who count from one; just `train` when there are no phases to tell apart."""
    phase = process.get("phase")
    return "%s (phase %d)" % (process["role"], phase + 1) if phase is not None and phases > 1 else process["role"]


def failure(title, code, number, cause):
    if number is not None:
        name = signal.Signals(number).name if number in set(signal.Signals) else "signal %d" % number
        text = "%s was ended by %s" % (title, name)
        if number == signal.SIGKILL:
            text += " (the kernel does that when memory runs out)"
    else:
        text = "%s exited with code %d" % (title, code)
    return text if cause is None else "%s; last line: %s" % (text, cause)
