"""Whether a value has the shape of protocol/run.ts's RunRecord. What passes here can be shown by every editor."""

STATES = ("pending", "running", "stopping", "succeeded", "failed", "stopped", "lost")


def _text(value):
    return isinstance(value, str)


def _number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _nullable(check):
    return lambda value: value is None or check(value)


def _one_of(*names):
    return lambda value: isinstance(value, str) and value in names


def _list(check):
    return lambda value: isinstance(value, list) and all(check(item) for item in value)


def _texts(value):
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _shape(optional=(), **fields):
    """An object with at least these fields; unknown ones are kept and not looked at."""

    def check(value):
        if not isinstance(value, dict):
            return False
        return all(test(value[key]) if key in value else key in optional for key, test in fields.items())

    return check


_PROCESS_IDENTITY = _shape(
    optional=("host",),
    pid=lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 1,
    startTime=_number,
    bootId=_text,
    host=_text,
)

_PROCESS = _shape(
    optional=("identity",),
    role=_one_of("before", "train", "after"),
    phase=_nullable(_number),
    argv=_list(_text),
    state=_one_of(*STATES),
    exitCode=_nullable(_number),
    signal=_nullable(_number),
    identity=_nullable(_PROCESS_IDENTITY),
    startedAt=_nullable(_number),
    endedAt=_nullable(_number),
)

PHASE = _shape(name=_text, until=_nullable(_number), set=lambda value: isinstance(value, dict), **{"from": _number})

_STAGE = _shape(
    name=_text,
    trainer=_text,
    kind=_one_of("sft", "rl"),
    state=_one_of(*STATES),
    outputDir=_text,
    logFile=_text,
    totalSteps=_nullable(_number),
    phases=_list(PHASE),
    processes=_list(_PROCESS),
    startedAt=_nullable(_number),
    endedAt=_nullable(_number),
    message=_nullable(_text),
)

PIPELINE = _shape(uri=_text, name=_text)
TARGET = _shape(name=_text, kind=_text)

is_record = _shape(
    format=lambda value: isinstance(value, int) and not isinstance(value, bool),
    id=_text,
    token=_text,
    pipeline=PIPELINE,
    target=TARGET,
    workdir=_text,
    runDir=_text,
    state=_one_of(*STATES),
    createdAt=_number,
    startedAt=_nullable(_number),
    endedAt=_nullable(_number),
    supervisor=_nullable(_PROCESS_IDENTITY),
    stages=_list(_STAGE),
    versions=_texts,
    git=_shape(commit=_nullable(_text), diffFile=_nullable(_text)),
    message=_nullable(_text),
)
