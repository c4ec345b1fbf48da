"""The quick way out of a page, closing what is kept in this browser, and the pause after which it closes.

Leaving replaces the page with a harmless one on another host. Nothing of ours goes along: no address (our
Referrer-Policy and `rel`), no answer. What the browser's history holds is not ours to clear, and we say so.
"""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import services
from webapp.coming_back import locked
from webapp.security import locking

blueprint = Blueprint("leaving", __name__)

ELSEWHERE = "https://www.wikipedia.org/"
"""Where leaving leads: a page that anyone may have open, in any country, and that sets nobody to wonder."""


@blueprint.app_context_processor
def _way_out() -> dict[str, str]:
    return {"elsewhere": ELSEWHERE}


@blueprint.post("/leave")
def leave() -> ResponseReturnValue:
    """For our script, on the way out: what is kept closes in this browser until it is unlocked.

    The way out itself is a plain link to another host: it needs no script, no form and no answer of ours.
    """
    locking.lock()
    return "", 204


@blueprint.get("/closed")
def closed() -> ResponseReturnValue:
    """Close what is kept here now: where our script leads after a pause."""
    if locking.FILE not in session:
        return redirect(url_for("guides.start"))
    locking.lock()
    shown, _status = locked.page()
    return shown


@blueprint.post("/stay")
def stay() -> ResponseReturnValue:
    """For our script: the person is still here."""
    return ("", 403) if locking.is_locked() else ("", 204)


@blueprint.post("/close-here")
def close_here() -> ResponseReturnValue:
    """Forget the file in this browser; only its code opens it again."""
    file = session.get(locking.FILE)
    if (
        isinstance(file, str)
        and services().store.recovery.made(file) is None
        and not request.form.get("sure")
    ):
        return redirect(url_for("guides.kept"), 303)  # without a code nobody could open it again
    locking.close_here()
    return redirect(url_for("guides.start"), 303)
