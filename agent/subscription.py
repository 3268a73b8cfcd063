"""One subscription of the editor: events out, until it is cancelled or ends by itself."""
import threading


class Subscription:
    def __init__(self, number, writer):
        self.id = number
        self._writer = writer
        self._cancelled = threading.Event()
        self._on_cancel = None

    def emit(self, event, payload=b""):
        if not self._cancelled.is_set():
            self._writer.send({"sub": self.id, "event": event}, payload)

    def end(self, error):
        """Tells the editor that no event will follow. `error`: AgentError, or None for a plain end."""
        if not self._cancelled.is_set():
            self._writer.send({"sub": self.id, "end": None if error is None else error.body()})

    def pause(self, seconds):
        """Waits. True when it was cancelled meanwhile."""
        return self._cancelled.wait(seconds)

    def cancelled(self):
        return self._cancelled.is_set()

    def on_cancel(self, action):
        """`action` wakes a thread that waits for something else than `pause`."""
        self._on_cancel = action
        if self._cancelled.is_set():
            action()

    def cancel(self):
        self._cancelled.set()
        if self._on_cancel is not None:
            self._on_cancel()
