"""The web app: `create_app` puts the parts together, one blueprint for each thing a person does.

It stands at both ends of the way of the data: it gathers the answers and shows the plan. What lies between
is `engine/`, which knows nothing of the web.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app, g, has_request_context

from engine import language
from engine.knowledge_base import KnowledgeBase
from webapp import addresses, compression, error_pages, languages, response_headers, words
from webapp.library import Library
from webapp.security import access, cookies, quiet_log
from webapp.security.form_tokens import MaskedTokens
from webapp.security.key_files import SESSION_KEY, secret_key
from webapp.store import Store

LARGEST_REQUEST = 256 * 1024
"""Bytes. A full answer sheet with every text at its longest is under a tenth of this."""
FILE_DAYS = 60
"""How long a browser remembers a person's file: the usual length of a plan."""

FORGET_DAYS = 400
"""How long a person's file that nobody changes stays; `serve` erases it when it starts."""

csrf = MaskedTokens()


@dataclass(frozen=True, slots=True)
class Services:
    """What every view may use: the knowledge, the store, the day and the evaluator (None: the best one).

    `authoring`: whoever asks is writing the knowledge, so plans and mistakes are shown as they are now.
    """

    library: Library
    store: Store
    today: Callable[[], datetime.date]
    engine: str | None = None
    authoring: bool = False

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge of now in the language that is spoken, and the same one throughout a request."""
        return self.kb_in(language.current().code)

    def kb_in(self, code: str) -> KnowledgeBase:
        """The knowledge of now in a language; the same one throughout a request."""
        if not has_request_context():
            return self.library.base(code)
        read: dict[str, KnowledgeBase] = g.setdefault("knowledge", {})
        if code not in read:
            read[code] = self.library.base(code)
        return read[code]


def services() -> Services:
    """The services of the running app."""
    found: Services = current_app.extensions["waymark"]
    return found


def create_app(
    data_dir: Path | str,
    today: Callable[[], datetime.date] = datetime.date.today,
    engine: str | None = None,
    kb: KnowledgeBase | Library | None = None,
    authoring: bool = False,
) -> Flask:
    """The app on the data folder `data_dir` (made if missing); InputError if the knowledge can't be read.

    A `kb` that is a KnowledgeBase is served as it is; a Library, or none, follows the files as they change.
    """
    from webapp import authoring as authoring_strip  # they read `services` from this module
    from webapp.coming_back import bringing, locked
    from webapp.plans import own_pages

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
    app.extensions["waymark"] = Services(_library(kb), store, today, engine, authoring)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    bringing.init_app(app)
    languages.init_app(app)
    csrf.init_app(app)
    csrf.exempt(languages.blueprint)
    response_headers.init_app(app)
    compression.init_app(app)
    error_pages.init_app(app)
    words.init_app(app)
    addresses.init_app(app)
    own_pages.init_app(app)
    cookies.init_app(app)
    quiet_log.init_app(app)
    locked.init_app(app)
    access.init_app(app)
    authoring_strip.init_app(app)
    _register(app)
    app.teardown_request(lambda _: store.release())
    return app


def _library(kb: KnowledgeBase | Library | None) -> Library:
    return kb if isinstance(kb, Library) else Library() if kb is None else Library.of(kb)


def _register(app: Flask) -> None:
    """Every blueprint; questionnaire, plans and asking twice, for the person and for a coach's client."""
    # here, since the views read `services` from this module
    from webapp import api
    from webapp.accounts.views import blueprint as accounts
    from webapp.coaching import blueprints as coaching
    from webapp.coming_back import blueprints as coming_back
    from webapp.design.views import blueprint as design
    from webapp.goals.progress import blueprint as goals
    from webapp.guides.a_coach import blueprint as a_coach
    from webapp.guides.handing_over import blueprint as handing_over
    from webapp.guides.views import blueprint as guides
    from webapp.offline import views as offline_views
    from webapp.offline.views import blueprint as offline
    from webapp.plans import letters, one_step, taking_along  # noqa: F401  (their pages are the plan's)
    from webapp.plans.asking import blueprint as asking
    from webapp.plans.views import blueprint as plans
    from webapp.questionnaire.views import blueprint as questionnaire
    from webapp.record.reports import blueprint as reports
    from webapp.record.views import blueprint as record
    from webapp.working.changed import blueprint as working

    client = "/coach/clients/<client_id>"
    api.init_app(app)
    csrf.exempt(api.blueprint)
    app.register_blueprint(guides)
    app.register_blueprint(a_coach)
    app.register_blueprint(handing_over)
    app.register_blueprint(design)
    app.register_blueprint(offline)
    offline_views.init_app(app)
    app.register_blueprint(accounts, url_prefix="/coach")
    app.register_blueprint(goals, url_prefix="/goals")
    app.register_blueprint(working, url_prefix="/plan/work")
    for part in (*coaching, *coming_back):
        app.register_blueprint(part)
    app.register_blueprint(reports, url_prefix="/record/reports")  # the person's own: a coach has neither
    app.register_blueprint(record, url_prefix="/record")
    for part, prefix in ((questionnaire, "/questionnaire"), (plans, "/plan"), (asking, "/plan")):
        app.register_blueprint(part, url_prefix=prefix)
        app.register_blueprint(part, url_prefix=client + prefix, name=f"client_{part.name}")
