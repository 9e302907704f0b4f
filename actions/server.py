"""Start the action server: `python -m actions.server`. Listens on loopback only; `GET /health` says that it runs."""
from __future__ import annotations

import logging
import sys
import warnings

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.answer_question import AnswerQuestion, Insult, OutOfScope, Refuse
from actions.ask_a_person import AskAPerson, ForgetThread
from actions.concern import ConcernAction
from actions.elsewhere import AboutSignpost
from actions.guided_finding import AskGuidedReply, GuidedFinish, ValidateGuidedForm
from actions.services import follow_wording, shared_services
from actions.thread import AnswerMissed, ChooseShown, Noted, PlainerWords, ReadMore
from settings import load_settings

HOST = "127.0.0.1"
ACTIONS = (AnswerQuestion, OutOfScope, Insult, ConcernAction, AskAPerson, ForgetThread, Refuse,
           AboutSignpost, PlainerWords, ReadMore, ChooseShown, AnswerMissed, Noted,
           ValidateGuidedForm, AskGuidedReply, GuidedFinish)


def build_app() -> Sanic:
    """The Sanic app with every action."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action)
    return create_app(executor, cors_origins=[])


def main() -> None:
    """Load encoder and index, then serve until told to stop."""
    _quiet_logs()
    if not shared_services().warm_up():
        logging.getLogger("signpost.actions").warning("nothing to search yet: the index or the encoder is missing")
    follow_wording()
    build_app().run(host=HOST, port=load_settings().actions_port, single_process=True, access_log=False, motd=False)


def _quiet_logs() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], format="%(levelname)s %(name)s: %(message)s", force=True)
    logging.getLogger("rasa_sdk").setLevel(logging.CRITICAL)  # its errors quote the request, and with it a message's text
    # The newest SDK beside the last open-source Rasa is what is tested here (docs/adr).
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk", category=UserWarning)


if __name__ == "__main__":
    main()
