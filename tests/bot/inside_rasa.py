"""What needs Rasa itself. Run by test_inside_rasa.py in the dialogue's environment: python -m unittest tests.bot.inside_rasa"""
from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import sys
import unittest
import warnings

from bot import quiet_logs, rasa_adjustments

rasa_adjustments.skip_tensorflow()  # as bot.serve does, before anything of rasa.core is imported

import structlog  # noqa: E402
from rasa.core.actions.action import RemoteAction  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet, UserUttered  # noqa: E402

from bot.rest_channel import as_text  # noqa: E402
from bot.serve import create_app, first_cause  # noqa: E402
from bot.tracker_store import RecentTurnsTrackerStore  # noqa: E402

SECRET = "my son is called"
DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [ask]
slots:
  last_question: {type: text, influence_conversation: false, mappings: [{type: custom}]}
forms:
  long_form: {required_slots: [last_question]}
""")


class Adjustments(unittest.TestCase):
    def test_this_is_the_version_they_were_made_for(self):
        rasa_adjustments.check_version()

    def test_the_rest_channel_is_served_without_tensorflow(self):
        app = create_app(__file__)
        paths = {f"/{route.path.strip('/')}" for route in app.router.routes}
        self.assertIn("/webhooks/rest/webhook", paths)
        self.assertFalse([path for path in paths if "conversations" in path or "model" in path], "Rasa's own API must stay off")
        self.assertNotIn("tensorflow", sys.modules)

    def test_the_validator_kept_judges_as_rasas_own(self):
        own = RemoteAction._validate_action_result
        good = {"events": [{"event": "slot", "name": "last_question", "value": "x"}], "responses": [{"custom": {}}]}
        bad = [{"events": [{"event": "slot"}], "responses": []}, {"events": [], "responses": "no"}, {"events": [], "responses": [1]}]
        try:
            rasa_adjustments.validate_actions_once()
            action = RemoteAction("action_x", None)
            self.assertTrue(action._validate_action_result(good) and own(action, good))
            for result in bad:
                for judge in (action._validate_action_result, lambda result: own(action, result)):
                    with self.assertRaises(Exception) as refused:
                        judge(result)
                    self.assertEqual(type(refused.exception).__name__, "ValidationError")
        finally:
            RemoteAction._validate_action_result = own


class RestChannel(unittest.TestCase):
    def test_a_leading_slash_is_no_command(self):
        for text in ("/restart", "  /ask{\"last_question\": \"x\"}", "/", "//restart"):
            self.assertFalse(as_text(text).strip().startswith("/"), text)

    def test_other_text_is_left_alone(self):
        for text in ("and/or", "hello", " 1/2 days", "", None):
            self.assertEqual(as_text(text), text)


class TrackerStore(unittest.TestCase):
    def store(self, **limits):
        return RecentTurnsTrackerStore(DOMAIN, **limits)

    def talk(self, store, sender, turns):
        async def run():
            for i in range(turns):
                tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
                if not tracker.events:
                    tracker.update_with_events([SessionStarted(), ActionExecuted("action_listen")], DOMAIN)
                tracker.update(UserUttered(f"text {i}", {"name": "ask", "confidence": 1.0}), DOMAIN)
                if i == 0:
                    tracker.update(SlotSet("last_question", "first"), DOMAIN)
                tracker.update(ActionExecuted("action_listen"), DOMAIN)
                await store.save(tracker)
            return await store.retrieve(sender)
        return asyncio.run(run())

    def test_a_long_conversation_stays_short_and_keeps_its_slots(self):
        tracker = self.talk(self.store(turns=3), "a", 30)
        texts = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        self.assertEqual(texts, ["text 27", "text 28", "text 29"])
        self.assertEqual(tracker.get_slot("last_question"), "first")
        self.assertLess(len(tracker.events), 12)

    def test_a_form_that_began_long_ago_is_still_active(self):
        store = self.store(turns=2)

        async def begin():
            tracker = await store.get_or_create_tracker("form", append_action_listen=False)
            tracker.update_with_events([SessionStarted(), ActionExecuted("action_listen"), UserUttered("go", {"name": "ask"}), ActiveLoop("long_form")], DOMAIN)
            await store.save(tracker)
        asyncio.run(begin())
        self.assertEqual(self.talk(store, "form", 5).active_loop_name, "long_form")

    def test_a_short_conversation_is_kept_whole(self):
        tracker = self.talk(self.store(turns=3), "a", 3)
        self.assertEqual(len([e for e in tracker.events if isinstance(e, UserUttered)]), 3)
        self.assertIsInstance(tracker.events[0], SessionStarted)

    def test_the_longest_untouched_conversation_goes_first(self):
        store = self.store(turns=3, conversations=2)
        for sender in ("a", "b", "a", "c"):
            self.talk(store, sender, 1)
        self.assertEqual(sorted(store.store), ["a", "c"])


class QuietLogs(unittest.TestCase):
    def setUp(self):
        self.handlers, self.level, self.show = logging.root.handlers, logging.root.level, warnings.showwarning
        self.addCleanup(self.restore)

    def restore(self):
        logging.root.handlers, warnings.showwarning = self.handlers, self.show
        logging.root.setLevel(self.level)
        structlog.reset_defaults()

    def logged(self, write):
        with contextlib.redirect_stderr(io.StringIO()) as err, contextlib.redirect_stdout(io.StringIO()) as out:
            quiet_logs.configure()
            write()
        return err.getvalue() + out.getvalue()

    def test_structured_entries_lose_the_text(self):
        printed = self.logged(lambda: structlog.get_logger().error("rest.message.received.failure", text=SECRET))
        self.assertIn("rest.message.received.failure", printed)
        self.assertNotIn(SECRET, printed)

    def test_exceptions_lose_text_and_traceback(self):
        def fail():
            try:
                raise ValueError(SECRET)
            except ValueError:
                logging.getLogger("rasa.core").exception("an action failed")
                structlog.get_logger().exception("turn.failed", text=SECRET)
        printed = self.logged(fail)
        self.assertEqual(printed.count("ValueError"), 2)
        self.assertNotIn(SECRET, printed)
        self.assertNotIn("Traceback", printed)

    def test_information_and_warnings_text_are_not_written(self):
        def write():
            logging.getLogger("rasa").info(SECRET)
            structlog.get_logger().debug("x", text=SECRET)
            warnings.warn(SECRET, UserWarning)
            warnings.warn("old", DeprecationWarning)
        printed = self.logged(write)
        self.assertNotIn(SECRET, printed)
        self.assertIn("UserWarning", printed)
        self.assertNotIn("Deprecation", printed)


class Starting(unittest.TestCase):
    def test_the_first_cause_is_told(self):
        try:
            try:
                raise OSError("the encoder is not built")
            except OSError as error:
                raise RuntimeError("error in graph component") from error
        except RuntimeError as error:
            self.assertEqual(first_cause(error), "the encoder is not built (OSError)")


if __name__ == "__main__":
    unittest.main()
