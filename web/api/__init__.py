"""The public JSON API, version 1. No cookie counts here, so no CSRF token is needed: each request stands for itself."""
from __future__ import annotations

from flask import Blueprint

from web.api.articles import get_article, list_articles, search
from web.api.enquiries import get_enquiry, post_enquiry
from web.api.messages import post_message
from web.api.openapi import openapi_json

api = Blueprint("api", __name__)
api.add_url_rule("/messages", view_func=post_message, methods=["POST"])
api.add_url_rule("/enquiries", view_func=post_enquiry, methods=["POST"])
api.add_url_rule("/enquiries/<reference>", view_func=get_enquiry, methods=["GET"])
api.add_url_rule("/articles", view_func=list_articles, methods=["GET"])
api.add_url_rule("/articles/<article:article_id>", view_func=get_article, methods=["GET"])
api.add_url_rule("/search", view_func=search, methods=["GET"])
api.add_url_rule("/openapi.json", view_func=openapi_json, methods=["GET"])
