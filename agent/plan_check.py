"""Checks a plan before anything is written: absolute paths, nothing outside the run folder, names that are names."""
import posixpath

import checks
from constants import FORMAT_PLAN
from errors import AgentError
from record_shape import PHASE, PIPELINE, TARGET

RESERVED = ("record.json", "plan.json", "supervisor.log", "heartbeat", "git.diff")
TEXT_LIMIT = 8 * 1024 * 1024


def check(plan):
    """Raises AgentError naming the first thing that is wrong. Paths in `plan` must already be normalised."""
    version = checks.integer(plan, "format", 1, 10 ** 6)
    if version > FORMAT_PLAN:
        raise AgentError("newer-format", "the plan has format %d, this agent reads up to %d" % (version, FORMAT_PLAN))
    checks.simple_name(plan.get("runId"), "the run id")
    checks.simple_name(plan.get("token"), "the token")
    checks.mapping(plan, "git")
    if not PIPELINE(plan.get("pipeline")) or not TARGET(plan.get("target")):
        raise checks.bad("the plan does not name its pipeline and target")
    workdir = _normal(plan, "workdir")
    run_dir = _normal(plan, "runDir")
    if run_dir != posixpath.join(workdir, ".reasoner", "runs", plan["runId"]):
        raise checks.bad("runDir must be <workdir>/.reasoner/runs/<runId>, not %s" % run_dir)
    if plan.get("venv") is not None:
        _normal(plan, "venv")
    checks.optional_text(plan["git"], "commit")
    checks.optional_text(plan["git"], "diff")
    stages = checks.items(plan, "stages", dict, 1000)
    if not stages:
        raise checks.bad("the plan has no stages")
    names = [checks.simple_name(stage.get("name"), "a stage's name") for stage in stages]
    if len(set(names)) != len(names):
        raise checks.bad("two stages of the plan have the same name")
    for stage in stages:
        _stage(stage, run_dir)
    for snapshot in checks.items(plan, "snapshots", dict, 1000):
        snapshot_path(run_dir, snapshot)


def _normal(holder, name):
    value = checks.absolute(holder, name)
    if value != holder[name].rstrip("/"):
        raise checks.bad("%s must be a normalised path: %s instead of %s" % (name, value, holder[name]))
    return value


def _stage(stage, run_dir):
    checks.text(stage, "trainer")
    if stage.get("kind") not in ("sft", "rl"):
        raise checks.bad("stage %s has no known kind" % stage["name"])
    _normal(stage, "outputDir")
    if not checks.inside(run_dir, _normal(stage, "logFile")):
        raise checks.bad("the log of stage %s must lie in the run folder" % stage["name"])
    if stage.setdefault("totalSteps", None) is not None:
        checks.number(stage, "totalSteps", 0, 10 ** 12)
    if not all(PHASE(phase) for phase in checks.items(stage, "phases", dict, 1000)):
        raise checks.bad("a phase of stage %s lacks its name, its steps or its values" % stage["name"])
    checks.flag(stage, "overwrite")
    for process in checks.items(stage, "processes", dict, 1000):
        _process(process, stage)


def _process(process, stage):
    argv = checks.items(process, "argv", str, 10000)
    if not argv or any("\0" in word for word in argv):
        raise checks.bad("a process of stage %s has no usable argv" % stage["name"])
    if process.get("role") not in ("before", "train", "after"):
        raise checks.bad("a process of stage %s has no role" % stage["name"])
    if process.get("phase") is not None:
        checks.integer(process, "phase", 0, 1000)
    process.setdefault("phase", None)
    _normal(process, "cwd")
    for key, value in checks.mapping(process, "env").items():
        legal = value is None or (isinstance(value, str) and "\0" not in value)
        if not key or "=" in key or "\0" in key or not legal:
            raise checks.bad("the variable %r of stage %s cannot be set" % (key, stage["name"]))


def snapshot_path(run_dir, snapshot):
    """Path of a snapshot relative to the run folder; it may be given relative or absolute."""
    path = checks.text(snapshot, "path")
    if path.startswith(run_dir + "/"):
        path = path[len(run_dir) + 1:]
    checks.relative(path, "a snapshot's path")
    if path in RESERVED or path.split("/")[0] == "control":
        raise checks.bad("a snapshot cannot be named %s" % path)
    if len(checks.text(snapshot, "text")) > TEXT_LIMIT:
        raise checks.bad("the snapshot %s is too large" % path)
    return path
