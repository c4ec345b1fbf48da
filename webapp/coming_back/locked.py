"""The page that stands in for any other while the file is closed, and what opens it again.

A page that was sent meanwhile is not lost: its fields travel in the form that unlocks it, and then go on to
where they were sent.
"""

from __future__ import annotations

from flask import Flask, g, render_template, request, session, url_for

from engine.language import gettext as _
from engine.language import ngettext, number
from webapp import services
from webapp.security import locking, throttle
from webapp.security.locking import FILE, Locked
from webapp.security.recovery_code import Mistyped, read_code

UNLOCK, PIN, CODE = "unlock", "unlock_pin", "unlock_code"
OURS = frozenset({UNLOCK, PIN, CODE, "csrf_token", "back"})
NO_PAGES = frozenset({"coming_back.unlock", "leaving.closed"})
"""Addresses that only lead here: they say themselves where to go on."""


def init_app(app: Flask) -> None:
    """Close what has rested too long, and open it for whoever can."""
    locking.init_app(app)
    app.before_request(_try)
    app.register_error_handler(Locked, lambda _error: page())


def _try() -> None:
    """A form that asks to unlock is tried before any view sees the request."""
    file = session.get(FILE)
    if not locking.is_locked() or request.method != "POST" or UNLOCK not in request.form:
        return
    g.unlock_error = _complaint(str(file), request.form[UNLOCK])
    if g.unlock_error is None:
        locking.unlock()


def _complaint(file: str, by: str) -> str | None:
    """Why the file stays closed, or None if it may open."""
    store = services().store
    if store.recovery.made(file) is None or locking.is_unwritten():
        return None  # nothing could open it but a click
    if by == "pin" and not locking.needs_code():
        if locking.try_pin(store, file, request.form.get(PIN, "").strip()):
            return None
        left = locking.tries_left(store, file)
        if not left:
            return _("That was not the number. From now on only the code opens it.")
        says = ngettext("One try is left.", "%(n)s tries are left.", left, n=number(left))
        return _("That was not the number.") + " " + says
    if not throttle.may_try_code(store, request.remote_addr or ""):
        return _("There were too many tries. Wait 15 minutes, then try again.")
    try:
        code = read_code(request.form.get(CODE, ""))
    except Mistyped as error:
        return str(error)
    return None if store.recovery.file_of(code) == file else _("This code does not open what is kept here.")


def page() -> tuple[str, int]:
    """The page that unlocks, in the place of the one that was asked for."""
    store, file = services().store, session.get(FILE)
    if not isinstance(file, str) or not store.belongs_to(file, None):
        locking.close_here()
        return render_template("coming_back/gone.html"), 404
    sent = request.method == "POST" and request.endpoint not in NO_PAGES
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    back = request.values.get("back", "") if request.endpoint in NO_PAGES else request.full_path.rstrip("?")
    return (
        render_template(
            "coming_back/locked.html",
            action=request.path if sent else url_for("coming_back.unlock"),
            fields=fields if sent else (),
            back="" if sent else back,
            has_code=store.recovery.made(file) is not None and not locking.is_unwritten(),
            unwritten=locking.is_unwritten(),
            has_pin=not locking.needs_code() and locking.has_pin(store, file),
            newer_code=locking.needs_code(),
            error=g.get("unlock_error"),
            tried=request.form.get(UNLOCK, ""),
        ),
        403,
    )
