"""The web app: `create_app` puts the parts together, one blueprint for each thing a person does.

It stands at both ends of the way of the data: it gathers the answers and shows the plan. What lies between
is `engine/`, which knows nothing of the web.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app
from flask_wtf.csrf import CSRFProtect

from engine import knowledge_base
from engine.knowledge_base import KnowledgeBase
from webapp import addresses, error_pages, response_headers, words
from webapp.security import access, cookies, quiet_log
from webapp.security.key_files import SESSION_KEY, secret_key
from webapp.store import Store

LARGEST_REQUEST = 256 * 1024
"""Bytes. A full answer sheet with every text at its longest is under a tenth of this."""
FILE_DAYS = 60
"""How long a browser remembers a person's file: the usual length of a plan."""

FORGET_DAYS = 400
"""How long a person's file that nobody changes stays; `serve` erases it when it starts."""

csrf = CSRFProtect()


@dataclass(frozen=True, slots=True)
class Services:
    """What every view may use: the knowledge, the store, the day and the evaluator (None: the best one)."""

    kb: KnowledgeBase
    store: Store
    today: Callable[[], datetime.date]
    engine: str | None = None


def services() -> Services:
    """The services of the running app."""
    found: Services = current_app.extensions["waymark"]
    return found


def create_app(
    data_dir: Path | str,
    today: Callable[[], datetime.date] = datetime.date.today,
    engine: str | None = None,
    kb: KnowledgeBase | None = None,
) -> Flask:
    """The app on the data folder `data_dir` (made if missing); InputError if the knowledge can't be read."""
    store = Store(Path(data_dir))
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=secret_key(store.data_dir, SESSION_KEY),
        SESSION_COOKIE_NAME="waymark",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=datetime.timedelta(days=FILE_DAYS),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        WTF_CSRF_TIME_LIMIT=None,  # a person may think for an hour over one page
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer, which our Referrer-Policy takes away
    )
    app.extensions["waymark"] = Services(kb or knowledge_base.load(), store, today, engine)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    csrf.init_app(app)
    response_headers.init_app(app)
    error_pages.init_app(app)
    words.init_app(app)
    addresses.init_app(app)
    cookies.init_app(app)
    quiet_log.init_app(app)
    access.init_app(app)
    _register(app)
    app.teardown_request(lambda _: store.release())
    return app


def _register(app: Flask) -> None:
    """Every blueprint; questionnaire, plans and asking twice, for the person and for a coach's client."""
    # here, since the views read `services` from this module
    from webapp import api
    from webapp.accounts.views import blueprint as accounts
    from webapp.coaching import blueprints as coaching
    from webapp.guides.views import blueprint as guides
    from webapp.plans.asking import blueprint as asking
    from webapp.plans.views import blueprint as plans
    from webapp.questionnaire.views import blueprint as questionnaire

    client = "/coach/clients/<client_id>"
    api.init_app(app)
    csrf.exempt(api.blueprint)
    app.register_blueprint(guides)
    app.register_blueprint(accounts, url_prefix="/coach")
    for part in coaching:
        app.register_blueprint(part)
    for part, prefix in ((questionnaire, "/questionnaire"), (plans, "/plan"), (asking, "/plan")):
        app.register_blueprint(part, url_prefix=prefix)
        app.register_blueprint(part, url_prefix=client + prefix, name=f"client_{part.name}")
