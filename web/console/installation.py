"""What the console adds to the app when it is registered: Flask-Login's manager, its words, its filters."""
from __future__ import annotations

from pathlib import Path

from flask.blueprints import BlueprintSetupState
from flask_login import LoginManager, current_user

from web.console.access import load_officer
from web.console.wording import WORDS_EXTENSION, due_words, first_words, local_moment
from web.services import Services
from web.words import load_words

WORDS_FILE = Path(__file__).with_name("words.yml")


def install(state: BlueprintSetupState) -> None:
    """Called once, when the blueprint is registered."""
    services: Services = state.app.extensions["signpost"]
    manager = LoginManager()
    manager.user_loader(load_officer)
    # Not init_app: that would look at the session on every request of the site, for a "remember me" that the console does not have.
    state.app.login_manager = manager  # type: ignore[attr-defined]
    words = load_words({"short": services.settings.forum_short_name, "forum": services.settings.forum_name}, WORDS_FILE)
    state.app.extensions[WORDS_EXTENSION] = words
    state.app.jinja_env.globals.update(cw=words, current_user=current_user)
    state.app.jinja_env.filters.update(local_moment=local_moment, first_words=first_words, due_words=due_words)
