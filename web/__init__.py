"""The website: public pages, the JSON API and the officers' console. `create_app` is its only composition root."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from settings import Settings
    from web.services import Services


def create_app(settings: Settings | None = None, services: Services | None = None) -> Flask:
    """Build the Flask app. Nothing is opened: parts are built when first asked for.

    Raises RuntimeError without a SECRET_KEY, because sessions and forms could then be forged.
    """
    from web.app import build_app
    return build_app(settings, services)
