"""The recovery code: made and shown once, typed to come back, and the lock that it opens.

A code comes by POST only, stands in no address, and is kept as a hash. Whoever types a wrong one is told
whether it was mistyped or is unknown, and nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from webapp import journey as journeys
from webapp import services
from webapp.coming_back import locked
from webapp.journey import Journey
from webapp.languages import page_of
from webapp.questionnaire.pages import DEVICE
from webapp.questionnaire.unread import typed_of
from webapp.security import locking, throttle
from webapp.security.access import current_file
from webapp.security.recovery_code import Mistyped, new_code, read_code, written
from webapp.store import day_of
from webapp.words import full_day

blueprint = Blueprint("coming_back", __name__)

INSTEAD = "instead"
"""The hidden field that tells which code the new one is to take the place of."""
OF_THE_PERSON = ("plan", "progress", "changes", "goals", "record", "reports", "unsent")
"""The documents in which something of the person's own stands, beside the answers."""
TWICE = datetime.timedelta(seconds=10)
"""Within this time the form is sent a second time by a double press; later, by loading the page again."""


@blueprint.app_context_processor
def _pause() -> dict[str, object]:
    """What the frame of every page needs for the lock; 0 minutes where nothing is kept or it is off."""
    open_here = locking.FILE in session and not locking.is_locked()
    return {"pause_minutes": locking.minutes() if open_here else 0}


@blueprint.route("/come-back", methods=["GET", "POST"])
def come_back() -> ResponseReturnValue:
    """Open what is kept with its code, on any device. Where that loses what is open here and has no code, it
    is asked for once more.
    """
    if request.method == "GET":
        return come_back_page()
    store = services().store
    if not throttle.may_try_code(store, request.remote_addr or ""):
        return come_back_page(_("There were too many tries. Wait 15 minutes, then try again.")), 429
    try:
        file = store.recovery.file_of(read_code(request.form.get("code", "")))
    except Mistyped as error:
        return come_back_page(str(error)), 422
    if file is None:
        says = _(
            "The code is written as one should be, but it opens nothing here. A newer one may be in use."
        )
        return come_back_page(says), 422
    if would_be_lost() and request.form.get("lose") != "yes":
        missed = "asked" in request.form
        page = render_template("coming_back/instead.html", typed=request.form.get("code", ""), missed=missed)
        return page, 422 if missed else 200
    locking.open_here(file)
    locking.set_shared(journeys.current().on_shared_device)
    return redirect(url_for("plans.show"), 303)


def come_back_page(error: str | None = None, file_error: str | None = None) -> str:
    """The page for coming back by a code or with a file, with what was wrong about either."""
    return render_template(
        "coming_back/come_back.html",
        error=error,
        file_error=file_error,
        typed=request.form.get("code", "")[:100],
        would_be_lost=would_be_lost(),
        waiting=_waiting(),
    )


def _waiting() -> bool:
    """Whether a file that was sent waits for the person to choose (`bringing.py`)."""
    file, store = session.get(locking.FILE), services().store
    is_open = isinstance(file, str) and not locking.is_locked() and store.belongs_to(file, None)
    return is_open and bool(store.read(str(file), "brought"))


def would_be_lost() -> bool:
    """Whether another file is open in this browser that holds something and that no code could open again."""
    file, store = session.get(locking.FILE), services().store
    is_there = isinstance(file, str) and store.belongs_to(file, None)
    return is_there and store.recovery.made(str(file)) is None and holds_something(str(file))


def holds_something(file: str) -> bool:
    """Whether more is kept than the answer about the device, which is asked before anything else."""
    documents = services().store.read_all(file)
    answered = documents.get("answers", {}).keys() - {DEVICE}
    typed = typed_of(documents.get("place", {}))
    return bool(answered or typed) or any(_is_filled(documents.get(name, {})) for name in OF_THE_PERSON)


def _is_filled(document: Mapping[str, Any]) -> bool:
    """Whether anything stands in it: what was emptied again stays as a document."""
    return any(value for name, value in document.items() if name != "form")


@blueprint.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Make a code, and show it this once. A new one makes the old one useless: none is made unasked."""
    file, store = current_file(), services().store
    if file is None:
        return render_template("coming_back/code.html", kept=False, shown=None, made=None)
    journey = journeys.current()
    made, shown = store.recovery.made(file), None
    again = request.method == "POST" and _was_loaded_again(made)
    if request.method == "POST" and not again:
        fresh = new_code()
        store.recovery.put(file, fresh)
        locking.knows_new_code()
        journeys.move(journey, coded=True)
        made, shown = store.recovery.made(file), written(fresh)
    return render_template(
        "coming_back/code.html",
        kept=True,
        shown=shown,
        again=again,
        instead=made.isoformat() if made else "",
        onward=_onward(journey),
        shared=journey.on_shared_device,
        made=full_day(day_of(made)) if made else None,
        minutes=locking.minutes(),
    )


def _onward(journey: Journey) -> str:
    """Where someone goes on who came to the page with the code: what waits, the plan, or the questions."""
    if _waiting():
        return url_for("bringing.choose")
    return url_for("plans.show" if journey.has_plan else "questionnaire.resume")


def _was_loaded_again(made: datetime.datetime | None) -> bool:
    """Whether the page with a code is loaded anew: the code that was written down from it is to stay good."""
    if made is None or request.form.get(INSTEAD) == made.isoformat():
        return False
    return services().store.now() - made > TWICE


@blueprint.post("/code/later")
def later() -> ResponseReturnValue:
    """Do not offer a code on the plan page any more."""
    journey = journeys.current()
    if journey.kept:
        journeys.move(journey, code_later=True)
    return redirect(url_for("plans.show"), 303)


@blueprint.get("/code/lost")
def lost() -> str:
    """What a lost code means, honestly."""
    return render_template("coming_back/lost.html", open_here="file" in session)


@blueprint.route("/pause", methods=["GET", "POST"])
def pause() -> ResponseReturnValue:
    """After how long a pause what is kept closes in this browser, and the short number that opens it."""
    file, store = current_file(), services().store
    if file is None:
        return redirect(url_for("guides.start"))
    has_code = store.recovery.made(file) is not None
    error, saved = None, False
    if request.method == "POST":
        error = _set_pause(file, has_code)
        saved = error is None
    return (
        render_template(
            "coming_back/pause.html",
            choices=locking.CHOICES,
            minutes=locking.minutes(),
            has_code=has_code,
            has_pin=locking.has_pin(store, file),
            error=error,
            saved=saved,
        ),
        422 if error else 200,
    )


def _set_pause(file: str, has_code: bool) -> str | None:
    """Take what was chosen; gives what is wrong with it, or None."""
    chosen = request.form.get("minutes", "")
    if chosen not in {str(one) for one in locking.CHOICES}:
        abort(400)
    locking.set_minutes(int(chosen))
    pin = request.form.get("pin", "").strip()
    if not has_code:
        return None
    if "forget_pin" in request.form:
        locking.set_pin(services().store, file, None)
    elif pin and not locking.is_pin(pin):
        return _("Use 4 to 12 digits, such as a date that only you think of.")
    elif pin:
        locking.set_pin(services().store, file, pin)
    return None


@blueprint.route("/unlock", methods=["GET", "POST"])
def unlock() -> ResponseReturnValue:
    """Where the page that unlocks is sent; back to what was asked for once it is open."""
    if locking.FILE not in session:
        return redirect(url_for("guides.start"), 303)
    if locking.is_locked():
        return locked.page()
    return redirect(page_of(request.form.get("back", "")) or url_for("plans.show"), 303)
