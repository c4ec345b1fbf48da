"""Which file a request may open: the person's own, found by their signed cookie, or a client's of the coach
logged in.

Every address below /coach/clients/<client_id>/ is guarded here before its view runs: without a login it
leads to the login page, and for a client of someone else, or of nobody, there is nothing at that address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp.security.locking import Locked, is_locked
from webapp.security.sessions import AFTER_LOGIN, logged_in
from webapp.store import Coach, Store

FILE = "file"
CLIENT_ID = "client_id"

P = ParamSpec("P")
R = TypeVar("R")


def _store() -> Store:
    store: Store = current_app.extensions["waymark"].store
    return store


def current_coach() -> Coach | None:
    """The coach who is logged in, looked up once a request."""
    if "coach" not in g:
        g.coach = logged_in(_store())
    coach: Coach | None = g.coach
    return coach


def current_file() -> str | None:
    """The id of the client file of this request: the client's under a client's address, else the person's
    own, if any. Locked if that one is closed after a pause; the page that unlocks it comes in its place.
    """
    client_id: str | None = g.get("client_file")
    if client_id is not None:
        return client_id
    file_id = session.get(FILE)
    if not isinstance(file_id, str):
        return None
    if is_locked():
        raise Locked
    if not _store().belongs_to(file_id, None):  # erased from another browser
        session.pop(FILE, None)
        return None
    return file_id


def for_coaches(view: Callable[P, R]) -> Callable[P, R | ResponseReturnValue]:
    """A view that only a coach who is logged in may see."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | ResponseReturnValue:
        return view(*args, **kwargs) if current_coach() is not None else to_login()

    return guarded


def to_login() -> ResponseReturnValue:
    """To the login page, and afterwards back here if this page can be asked for again."""
    if request.method == "GET":
        session[AFTER_LOGIN] = request.path
    return redirect(url_for("accounts.login"), 303)


def init_app(app: Flask) -> None:
    """Guard every address of a client."""
    app.before_request(_guard)


def _guard() -> ResponseReturnValue | None:
    g.pop("coach", None)
    g.client_file = None
    client_id = g.get(CLIENT_ID) or (request.view_args or {}).get(CLIENT_ID)
    if client_id is None:
        return None
    coach = current_coach()
    if coach is None:
        return to_login()
    if not _store().belongs_to(client_id, coach.id):
        abort(404)
    g.client_file = client_id
    _store().acting_as(coach.id)
    return None
