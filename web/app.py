"""Puts the website together. Who may come in where stands beside each blueprint."""
from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from knowledge_base.clock.rules import rule_of_article
from knowledge_base.vocabulary import TOPICS
from settings import Settings, load_settings
from web.api import api
from web.articles import ArticleId, TopicName, articles
from web.calm import calm, is_calm
from web.chat import chat, in_voice
from web.clock import clock
from web.console import console
from web.contact import contact
from web.errors import handle_errors
from web.find import find
from web.formats import FILTERS
from web.guide import guide
from web.health import health
from web.help_now import help_now
from web.limits import limit_rates
from web.logging import configure_logging, log_requests
from web.look_up import look_up
from web.masking import masking, rules_address
from web.metrics import Metrics
from web.other_languages import in_paragraphs, language_attributes
from web.security import secure
from web.services import Services, install_services
from web.terms import TermMarker
from web.turns import TurnTaker
from web.words import load_words
from web.young_people import young_people


def build_app(settings: Settings | None = None, services: Services | None = None) -> Flask:
    """See `web.create_app`."""
    settings = settings or (services.settings if services else load_settings())
    if not settings.secret_key:
        raise RuntimeError("SECRET_KEY is not set: run the set-up, which makes it, or set it in the environment")
    services = services or Services(settings)
    configure_logging(settings.log_level)
    app = Flask("web", root_path=str(Path(__file__).resolve().parent))
    install_services(app, services)
    _names_and_words(app, settings)
    app.extensions["signpost.metrics"] = Metrics()
    app.extensions["signpost.turns"] = TurnTaker(services, app.extensions["signpost.words"], app.extensions["signpost.metrics"])
    log_requests(app)
    secure(app, settings)
    handle_errors(app)
    _register(app, app.extensions["signpost.csrf"])
    limit_rates(app, settings)
    return app


def _register(app: Flask, csrf: CSRFProtect) -> None:
    app.url_map.converters.update(article=ArticleId, topic=TopicName)
    app.register_blueprint(chat)                             # everybody
    app.register_blueprint(contact)                          # everybody
    app.register_blueprint(look_up)                          # everybody; an enquiry only with its reference and PIN
    app.register_blueprint(articles)                         # everybody
    app.register_blueprint(help_now)                         # everybody
    app.register_blueprint(masking)                          # everybody: words and patterns, no personal data
    app.register_blueprint(young_people)                     # everybody
    app.register_blueprint(calm)                             # everybody
    app.register_blueprint(guide)                            # everybody
    app.register_blueprint(clock)                            # everybody, without cookies; changes and keeps nothing
    csrf.exempt(clock)
    app.register_blueprint(find)                             # everybody; answers in the address, nothing kept
    app.register_blueprint(health)                           # everybody: machines that watch; no personal data
    app.register_blueprint(api, url_prefix="/api/v1")        # everybody, without cookies; an enquiry only with its PIN
    csrf.exempt(api)
    app.register_blueprint(console, url_prefix="/console")   # signed-in officers; sign-in and a valid invitation's page: everybody


def _names_and_words(app: Flask, settings: Settings) -> None:
    names = {"forum": settings.forum_name, "short": settings.forum_short_name, "phone": settings.forum_phone, "area": settings.area_name,
             "conversation_days": str(settings.conversation_days), "enquiry_days": str(settings.enquiry_days),
             "contact_days": str(min(settings.contact_days, settings.enquiry_days))}
    app.extensions["signpost.words"] = load_words(names, topics=TOPICS)
    app.jinja_env.globals.update(language_attributes=language_attributes, in_paragraphs=in_paragraphs)
    app.jinja_env.globals.update(w=app.extensions["signpost.words"], area_name=settings.area_name, forum_name=settings.forum_name,
                                 forum_short_name=settings.forum_short_name, forum_phone=settings.forum_phone, term_marker=TermMarker, rules_address=rules_address,
                                 clock_rule_of=rule_of_article, is_calm=is_calm, in_voice=in_voice)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
