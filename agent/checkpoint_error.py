"""What a checkpoint comparison says when it cannot go on, and how untrusted text enters its sentences."""
from errors import AgentError


class CheckpointError(AgentError):
    """`message` says what is wrong with which file, `hint` what to do."""

    def __init__(self, message, hint=None, code="bad-request"):
        super().__init__(code, message, hint)


RETRY = "If it is still being written, wait until the save has ended and compare again; otherwise it is damaged."
GONE = "It may have been deleted, or its save has not come that far: refresh the list of checkpoints."
DAMAGED = "The file is damaged, or it is not a safetensors file: save the checkpoint again."


def one_line(text, limit=80):
    """Untrusted text for a message: printable, on one line, bounded."""
    shown = "".join(c if c.isprintable() else "\\x%02x" % ord(c) for c in str(text)[: limit + 1])
    return shown if len(shown) <= limit else shown[:limit] + "..."
