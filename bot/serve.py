"""Start the dialogue server: `python -m bot.serve --model var/models/signpost.tar.gz --port 5005`.

Listens on loopback only, on the REST channel only; it answers `GET /` once the model is loaded.
"""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Optional, Sequence

from bot import quiet_logs, rasa_adjustments

if TYPE_CHECKING:
    from sanic import Sanic

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "var" / "models" / "signpost.tar.gz"
HOST = "127.0.0.1"
PORT = 5005
ACTIONS_URL = "http://127.0.0.1:5055"
RESPONSE_TIMEOUT_SECONDS = 10


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Serve until told to stop. Returns 1, with a plain line on stderr, when the model is missing or cannot be loaded."""
    options = _options(arguments)
    if not options.model.is_file():
        print(f"There is no trained dialogue at {options.model}. Train it: python -m bot.train --out {options.model}",
              file=sys.stderr)
        return 1
    os.environ.setdefault("ACTIONS_URL", ACTIONS_URL)
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.chdir(ROOT)  # config.yml's relative encoder folder
    quiet_logs.configure()
    rasa_adjustments.skip_tensorflow()
    rasa_adjustments.check_version()
    rasa_adjustments.validate_actions_once()
    try:
        create_app(options.model).run(host=HOST, port=options.port, workers=1, access_log=False, debug=False)
    except Exception as error:  # noqa: BLE001  whatever ended the start is told in one line
        print(f"The dialogue cannot start: {first_cause(error)}", file=sys.stderr)
        return 1
    return 0


def create_app(model: Path) -> Sanic:
    """The Sanic app with the REST channel; its agent is loaded before it listens."""
    from rasa.core.run import close_resources, configure_app

    from bot.rest_channel import TextOnlyRestInput

    app = configure_app([TextOnlyRestInput()], enable_api=False, use_uvloop=True)
    app.config.RESPONSE_TIMEOUT = RESPONSE_TIMEOUT_SECONDS

    async def load(app: Sanic, loop: object) -> None:
        app.ctx.agent = await _load_agent(model, loop)

    app.register_listener(load, "before_server_start")
    app.register_listener(close_resources, "after_server_stop")
    return app


async def _load_agent(model: Path, loop: object):
    """Rasa's own loader logs a failure and serves without a model; here a failure ends the start."""
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import TrackerStore
    from rasa.core.utils import AvailableEndpoints

    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    agent = Agent(tracker_store=TrackerStore.create(endpoints.tracker_store), action_endpoint=endpoints.action)
    agent.load_model(str(model))
    return agent


def first_cause(error: BaseException) -> str:
    """The text of the error at the bottom of the chain: "the encoder is not built", not "error in graph component"."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__
    return f"{error} ({type(error).__name__})"


def _options(arguments: Optional[Sequence[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Start the dialogue server.")
    parser.add_argument("--model", type=Path, default=MODEL, help="the trained model (default: var/models/signpost.tar.gz)")
    parser.add_argument("--port", type=int, default=int(os.environ.get("DIALOGUE_PORT") or PORT), help="port on 127.0.0.1")
    options = parser.parse_args(arguments)
    options.model = options.model.resolve()
    return options


if __name__ == "__main__":
    sys.exit(main())
