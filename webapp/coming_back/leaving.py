"""The quick way out of a page, closing what is kept in this browser, and the pause after which it closes.

Leaving replaces the page with a harmless one on another host. Nothing of ours goes along: no address (our
Referrer-Policy and `rel`), no answer. What the browser's history holds is not ours to clear, and we say so.
"""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, Response, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import services
from webapp.coming_back import locked, unsent
from webapp.security import locking
from webapp.security.access import current_file
from webapp.security.cookies import WITHOUT_A_TRACE
from webapp.store import StoreError

blueprint = Blueprint("leaving", __name__)

ELSEWHERE = "https://www.wikipedia.org/"
"""Where leaving leads: a page that anyone may have open, in any country, and that sets nobody to wonder."""

OF_UNSENT = frozenset({"leaving.closed", "leaving.leave", "leaving.put_back", "leaving.stay"})
"""What a page's script sends beside its forms."""


@blueprint.app_context_processor
def _way_out() -> dict[str, object]:
    file, waits = session.get(locking.FILE), False
    if isinstance(file, str) and not locking.is_locked() and request.endpoint not in WITHOUT_A_TRACE:
        with suppress(StoreError):  # the page that tells of it is a page too
            waits = unsent.waits_here(file)
    return {"elsewhere": ELSEWHERE, "unsent_here": waits}


@blueprint.after_app_request
def _was_sent(response: Response) -> Response:
    """What waits for a form waits no longer once the form was sent, and taken."""
    file, taken = session.get(locking.FILE), response.status_code < 400
    if request.method == "POST" and taken and isinstance(file, str) and request.endpoint not in OF_UNSENT:
        with suppress(StoreError):  # what was sent is saved by now; the other waits on
            unsent.was_sent(file, request.path)
    return response


@blueprint.route("/leave", methods=["GET", "POST"])
def leave() -> ResponseReturnValue:
    """On the way out, what is kept closes in this browser until it is unlocked.

    By POST for our script, which has gone elsewhere by itself already. By GET it is the link's own address
    where no script runs and something is kept here: it closes that, and leads on. Where nothing is kept, the
    link leads elsewhere without asking us.
    """
    if request.method == "GET":
        locking.lock()
        return redirect(ELSEWHERE, 303)
    return _lock_with_unsent()


@blueprint.route("/closed", methods=["GET", "POST"])
def closed() -> ResponseReturnValue:
    """Close what is kept here now: where our script leads after a pause.

    It sends by POST first what was typed and not sent yet, and then asks for the page.
    """
    if request.method == "POST":
        return _lock_with_unsent()
    if locking.FILE not in session:
        return redirect(url_for("guides.start"), 303)
    locking.lock()
    shown, _status = locked.page()
    return shown


def _lock_with_unsent() -> ResponseReturnValue:
    file = session.get(locking.FILE)
    locking.lock()
    if isinstance(file, str) and services().store.belongs_to(file, None):
        unsent.hold(file, request.form.get("page", ""), request.form.get("unsent", ""))
    return "", 204


@blueprint.post("/unsent")
def put_back() -> ResponseReturnValue:
    """For our script: what was typed on a page before it closed or was left. With the mark that came along,
    sent as `is_back`, the page says that it stands there again. With `unsent` it is what is typed on a page
    that is left now.
    """
    file, page = current_file(), request.form.get("page", "")
    if file is None:
        return jsonify(mark="", fields=[])
    if "unsent" in request.form:
        unsent.hold(file, page, request.form["unsent"])
        return "", 204
    if "is_back" in request.form:
        unsent.is_back(file, page, request.form["is_back"])
        return "", 204
    found = unsent.waiting(file, page)
    return jsonify(mark=found.mark, fields=found.fields)


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
