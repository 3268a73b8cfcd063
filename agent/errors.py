"""The one exception that becomes an answer."""


class AgentError(Exception):
    """Something went wrong that a person should read: `code` is one of constants.ERROR_CODES, `hint` says what to do."""

    def __init__(self, code, message, hint=None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def body(self):
        return {"code": self.code, "message": self.message, "hint": self.hint}


def os_error(error, path):
    """AgentError for an OSError met at `path`."""
    reason = "%s: %s" % (path, error.strerror or error)
    if isinstance(error, FileNotFoundError):
        return AgentError("not-found", reason)
    if isinstance(error, PermissionError):
        return AgentError("not-permitted", reason, "Check the owner and the mode of that path on the host.")
    return AgentError("bad-request", reason)
