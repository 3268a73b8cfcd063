"""Requests in, answers out. One loop reads; long work runs in threads; every error becomes an answer."""
import sys
import threading
import time
import traceback

import checks
from errors import AgentError, os_error
from subscription import Subscription

#: More requests at once than this wait in the stream.
REQUESTS_AT_ONCE = 64
SUBSCRIPTION_LIMIT = 1000


class Dispatcher:
    """`inline` and `methods`: name -> f(params, payload) -> result or (result, payload); inline ones run in the reading
    loop, keep the order of their arrival, and must not block. `subscriptions`: name -> f(params, subscription) -> run();
    what f raises is the answer, and run's events follow the answer.
    """

    def __init__(self, writer, inline, methods, subscriptions):
        self._writer = writer
        self._inline = dict(inline, cancel=self._cancel)
        self._methods = methods
        self._subscriptions = subscriptions
        self._open = {}
        self._lock = threading.Lock()
        self._draining = threading.Lock()
        self._slots = threading.BoundedSemaphore(REQUESTS_AT_ONCE)

    def serve(self, reader):
        """Until the stream ends. Raises FramingError when the peer breaks the protocol."""
        while True:
            frame = reader.next()
            if frame is None:
                return
            self.handle(*frame)

    def drain(self, seconds):
        """Waits until no request is under way any more, and lets none begin."""
        deadline = time.monotonic() + seconds
        with self._draining:
            for _ in range(REQUESTS_AT_ONCE):
                self._slots.acquire(timeout=max(0.0, deadline - time.monotonic()))

    def handle(self, header, payload):
        number, method, params = header.get("id"), header.get("method"), header.get("params")
        if isinstance(number, bool) or not isinstance(number, int):
            print("a request without an id was dropped", file=sys.stderr, flush=True)
            return
        if not isinstance(method, str) or not isinstance(params, dict):
            self._error(number, checks.bad("a request needs a method and an object of params"))
        elif method in self._inline:
            self._answer(number, self._inline[method], params, payload)
        elif method in self._methods:
            self._slots.acquire()
            self._thread(self._work, number, self._methods[method], params, payload)
        elif method in self._subscriptions:
            self._subscribe(number, self._subscriptions[method], params)
        else:
            self._error(number, checks.bad("this agent knows no method %r" % method[:100]))

    def _thread(self, target, *args):
        threading.Thread(target=target, args=args, daemon=True).start()

    def _work(self, *args):
        try:
            self._answer(*args)
        finally:
            self._slots.release()

    def _answer(self, number, method, params, payload):
        try:
            answer = method(params, payload)
            result, data = answer if isinstance(answer, tuple) else (answer, b"")
            self._writer.send({"id": number, "result": result}, data)
        except Exception as error:
            self._error(number, as_agent_error(error))

    def _error(self, number, error):
        self._writer.send({"id": number, "error": error.body()})

    def _subscribe(self, number, method, params):
        subscription = Subscription(number, self._writer)
        with self._lock:
            full = len(self._open) >= SUBSCRIPTION_LIMIT
            if not full:
                self._open[number] = subscription
        if full:
            self._error(number, checks.bad("too many subscriptions are open"))
        else:
            self._thread(self._follow, subscription, method, params)

    def _follow(self, subscription, method, params):
        try:
            run = method(params, subscription)
        except Exception as error:
            self._forget(subscription)
            self._error(subscription.id, as_agent_error(error))
            return
        self._writer.send({"id": subscription.id, "result": {}})
        ended = None
        try:
            run()
        except Exception as error:
            ended = as_agent_error(error)
        self._forget(subscription)
        subscription.end(ended)

    def _forget(self, subscription):
        with self._lock:
            self._open.pop(subscription.id, None)

    def _cancel(self, params, _payload):
        """Of something that has ended already: nothing to do, and no error."""
        number = checks.integer(params, "id", 0, 2 ** 53)
        with self._lock:
            subscription = self._open.get(number)
        if subscription is not None:
            subscription.cancel()
        return {}


def as_agent_error(error):
    if isinstance(error, AgentError):
        return error
    if isinstance(error, OSError):
        return os_error(error, error.filename or "the host")
    traceback.print_exc()
    return AgentError("internal", "the agent met an unexpected %s: %s" % (type(error).__name__, error))
