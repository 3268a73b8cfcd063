import threading
import unittest

import tests.support  # noqa: F401
from dispatch import Dispatcher
from errors import AgentError


class Answers:
    """Collects what would be written to the stream."""

    def __init__(self):
        self.sent = []
        self._changed = threading.Condition()

    def send(self, header, payload=b""):
        with self._changed:
            self.sent.append((header, payload))
            self._changed.notify_all()

    def wait(self, count):
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.sent) >= count, 5):
                raise AssertionError("only %d answers: %r" % (len(self.sent), self.sent))
            return self.sent


def refuse(_params, _payload):
    raise AgentError("would-overwrite", "it is there", "move it")


def count(params, subscription):
    if "to" not in params:
        raise AgentError("bad-request", "no end")

    def run():
        for number in range(params["to"]):
            subscription.emit({"n": number}, b"x")
        if params.get("break"):
            raise AgentError("not-found", "gone")
        if params.get("wait"):
            subscription.pause(60)

    return run


class DispatchTest(unittest.TestCase):
    def setUp(self):
        self.answers = Answers()
        methods = {"echo": lambda params, payload: (params, payload), "refuse": refuse, "crash": lambda params, _: params["none"]}
        self.dispatcher = Dispatcher(self.answers, {"inline": lambda params, _: params}, methods, {"count": count})

    def ask(self, method, params, payload=b"", answers=1):
        before = len(self.answers.sent)
        self.dispatcher.handle({"id": 7, "method": method, "params": params}, payload)
        return self.answers.wait(before + answers)[before:]

    def test_answers_carry_the_id_and_the_payload(self):
        self.assertEqual(self.ask("echo", {"a": 1}, b"data"), [({"id": 7, "result": {"a": 1}}, b"data")])
        self.assertEqual(self.ask("inline", {}), [({"id": 7, "result": {}}, b"")])

    def test_every_error_is_an_answer(self):
        (header, _), = self.ask("refuse", {})
        self.assertEqual(header["error"], {"code": "would-overwrite", "message": "it is there", "hint": "move it"})
        (header, _), = self.ask("crash", {})
        self.assertEqual((header["error"]["code"], "KeyError" in header["error"]["message"]), ("internal", True))
        for method, params in (("nope", {}), (None, {}), ("echo", None), ("echo", [])):
            (header, _), = self.ask(method, params)
            self.assertEqual(header["error"]["code"], "bad-request", (method, params))

    def test_a_request_without_an_id_cannot_be_answered_and_does_no_harm(self):
        self.dispatcher.handle({"method": "echo"}, b"")
        self.dispatcher.handle({"id": "7", "method": "echo", "params": {}}, b"")
        self.assertEqual(self.ask("echo", {})[0][0]["result"], {})

    def test_a_subscription_is_accepted_before_its_first_event_and_says_when_it_is_over(self):
        sent = self.ask("count", {"to": 2}, answers=4)
        self.assertEqual([header for header, _ in sent], [
            {"id": 7, "result": {}},
            {"sub": 7, "event": {"n": 0}},
            {"sub": 7, "event": {"n": 1}},
            {"sub": 7, "end": None},
        ])
        sent = self.ask("count", {"to": 0, "break": True}, answers=2)
        self.assertEqual(sent[1][0], {"sub": 7, "end": {"code": "not-found", "message": "gone", "hint": None}})
        self.assertEqual(self.ask("count", {})[0][0]["error"]["message"], "no end")

    def test_cancel_ends_a_subscription_silently(self):
        self.ask("count", {"to": 1, "wait": True}, answers=2)
        self.dispatcher.handle({"id": 8, "method": "cancel", "params": {"id": 7}}, b"")
        self.dispatcher.handle({"id": 9, "method": "cancel", "params": {"id": 7}}, b"")
        sent = self.answers.wait(4)
        self.assertEqual([header for header, _ in sent[2:]], [{"id": 8, "result": {}}, {"id": 9, "result": {}}])

    def test_requests_under_way_are_finished_before_the_end_from_wherever_it_comes(self):
        release, finished = threading.Event(), []

        def slow(_params, _payload):
            release.wait(5)
            finished.append(True)
            return {}

        dispatcher = Dispatcher(self.answers, {}, {"slow": slow}, {})
        dispatcher.handle({"id": 1, "method": "slow", "params": {}}, b"")
        threading.Timer(0.1, release.set).start()
        dispatcher.drain(5)
        self.assertEqual(finished, [True])


if __name__ == "__main__":
    unittest.main()
