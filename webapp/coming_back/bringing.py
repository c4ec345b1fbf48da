"""Bringing a copy back (`engine/whole_copy.py`): into an empty browser at once; where something is kept
already, only after the person saw what would change (`engine/joining.py`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import whole_copy
from engine.errors import InputError
from engine.exports import plan_to_json
from engine.joining import Joined, join
from engine.language import ENGLISH, mark, speaking
from engine.language import gettext as _
from engine.pipeline import make_plan
from engine.whole_copy import Brought, Unreadable, read_back
from webapp import journey as journeys
from webapp import services
from webapp.coming_back.views import come_back_page, holds_something
from webapp.goals.keeping import words_of_goals
from webapp.journey import Journey
from webapp.plans.making import made_from
from webapp.questionnaire.pages import DEVICE, settle
from webapp.questionnaire.showing import CHECK
from webapp.security import locking, throttle
from webapp.security.access import current_file

blueprint = Blueprint("bringing", __name__)

BRING = "/come-back/file"
LARGEST_SENT = whole_copy.LARGEST + 64 * 1024
"""Bytes of the form with the file in it."""
WAITING = "brought"
"""The document in which a copy waits, sealed like the rest, until the person has chosen."""
NAMES: Mapping[str, str] = {
    "answers": mark("Answers"),
    "place": mark("Where you were"),
    "progress": mark("Ticks"),
    "changes": mark("Your own changes to the steps"),
    "goals": mark("Goals"),
    "record": mark("Entries of the record"),
    "reports": mark("Reports"),
}
"""What each document is called. In English; the page says it in its own language."""

Documents = dict[str, dict[str, Any]]


def init_app(app: Flask) -> None:
    """Let this one form be larger than any other; to be set before anything reads a form."""

    def widen() -> None:
        if request.path == BRING:
            request.max_content_length = LARGEST_SENT

    app.before_request(widen)


@blueprint.post(BRING)
def bring() -> ResponseReturnValue:
    """Read the file. Where nothing is kept here, keep what it holds; else ask first."""
    here = current_file()
    if not throttle.may_try_code(services().store, request.remote_addr or ""):
        return come_back_page(
            file_error=_("There were too many tries. Wait 15 minutes, then try again.")
        ), 429
    sent = request.files.get("file")
    content = sent.read(whole_copy.LARGEST + 1) if sent is not None else b""
    if not content:
        return come_back_page(file_error=_("Choose the file that you took along.")), 422
    try:
        brought = read_back(content)
    except Unreadable as error:
        return come_back_page(file_error=str(error)), 422
    documents = _documents(brought)
    if documents is None:
        return come_back_page(file_error=_("There are no answers in this file.")), 422
    if here is not None and holds_something(here):
        waiting = {"form": 1, "documents": documents, "left": list(brought.left)}
        if brought.planned_on is not None:
            waiting["planned_on"] = brought.planned_on.isoformat()
        services().store.change(here, WAITING, lambda _before: waiting)
        return redirect(url_for(".choose"), 303)
    journey = _open(documents, brought.planned_on)
    if brought.left:
        return _came_in(journey, brought.left, code_first=journey.code_comes_first)
    return redirect(_onward(journey, journey.code_comes_first), 303)


def _came_in(journey: Journey, left: Any, *, code_first: bool, joined: Joined | None = None) -> str:
    """The page that says what came in, and what could not be read."""
    return render_template(
        "coming_back/brought.html",
        left=_named(left),
        joined=joined,
        names=NAMES,
        planned=journey.has_plan,
        code_first=code_first,
        onward=_onward(journey, code_first),
    )


def _onward(journey: Journey, code_first: bool) -> str:
    if code_first:
        return url_for("coming_back.code")
    return url_for("plans.show" if journey.has_plan else "questionnaire.check_answers")


def _documents(brought: Brought) -> Documents | None:
    """The documents to keep, with the answers as the questionnaire takes them; None without an answer."""
    documents = dict(brought.documents)
    try:
        settled = settle(services().kb, documents["answers"])
    except InputError:
        return None
    place = {"quick": True, **documents.get("place", {}), "dropped": list(settled.dropped)}
    return {**documents, "answers": settled.answers, "place": place} if settled.answers else None


def _open(documents: Documents, planned_on: datetime.date | None) -> Journey:
    """Keep these in a file of their own and open it here.

    What was said here about the device holds: the copy's answer may be about another one.
    """
    said = {name: value for name, value in journeys.current().answers.items() if name == DEVICE}
    answers = settle(services().kb, {**documents["answers"], **said}).answers
    place = {**documents["place"], "at": CHECK}
    file = services().store.create_file(documents={**documents, "answers": answers, "place": place})
    locking.open_here(file)
    journey = Journey(file, answers, place)
    locking.set_shared(journey.on_shared_device)
    return journey if planned_on is None else _plan_again(journey, planned_on)


def _plan_again(journey: Journey, day: datetime.date) -> Journey:
    """Make the plan as on this day. The answers may give none, which the check page then explains."""
    serving = services()
    try:
        with speaking(ENGLISH):
            words = words_of_goals(journey)
            plan = make_plan(serving.kb, journey.answers, day, serving.engine, words)
    except InputError:
        return journey
    assert journey.file is not None
    serving.store.change(journey.file, "plan", lambda _before: plan_to_json(plan))
    return journeys.move(journey, **made_from(journey, plan), at=CHECK)


# Where something is kept already


@blueprint.route("/come-back/choose", methods=["GET", "POST"])
def choose() -> ResponseReturnValue:
    """What the waiting copy would change here; and what the person wants done."""
    file, store = current_file(), services().store
    waiting = store.read(file, WAITING) if file is not None else None
    if file is None or not waiting:
        return redirect(url_for("coming_back.come_back"), 303)
    if request.method == "GET":
        return _ask(file, waiting)
    chosen = request.form.get("do")
    if chosen == "add":
        return _add(file)
    if chosen == "open":
        if store.recovery.made(file) is None:
            return redirect(url_for("coming_back.code"), 303)  # else what is here could not be opened again
        _done_waiting(file)
        journey = _open(waiting["documents"], _day(waiting))
        return redirect(_onward(journey, journey.code_comes_first), 303)
    _done_waiting(file)
    return redirect(url_for("plans.show"), 303)


def _ask(file: str, waiting: Mapping[str, Any]) -> str:
    store, kb = services().store, services().kb
    documents = store.read_all(file)
    joined = _joined(documents, waiting)
    here, there = documents.get("answers", {}), waiting["documents"]["answers"]
    return render_template(
        "coming_back/choose.html",
        joined=joined,
        names=NAMES,
        left=_named(waiting.get("left", ())),
        coded=store.recovery.made(file) is not None,
        differing=[
            (kb.questions[name], here[name], value)
            for name, value in there.items()
            if name in kb.questions and name in here and here[name] != value
        ],
        new=[(kb.questions[name], joined.documents["answers"][name]) for name in _new(joined, here)],
    )


def _new(joined: Joined, here: Mapping[str, Any]) -> list[str]:
    return [
        name for name in joined.documents["answers"] if name not in here and name in services().kb.questions
    ]


def _joined(documents: Mapping[str, Mapping[str, Any]], waiting: Mapping[str, Any]) -> Joined:
    """Joined, with only those of the new answers that can stand beside the ones that are here."""
    brought = dict(waiting["documents"])
    here = documents.get("answers", {})
    settled = settle(services().kb, {**brought["answers"], **here}).answers
    brought["answers"] = {
        name: value for name, value in brought["answers"].items() if name in here or name in settled
    }
    rows = (row for section in services().kb.sections for group in section.rows for row in group.rows)
    return join(documents, brought, rows)


def _add(file: str) -> ResponseReturnValue:
    """Put in what is missing here, in one transaction, so that another window's changes stay too."""
    store = services().store
    waiting = store.read(file, WAITING) or {}
    names = (*NAMES, WAITING)
    told: list[Joined] = []

    def put_in(now: Documents) -> Documents:
        if not now[WAITING]:  # the button was pressed twice
            return now
        joined = _joined({name: one for name, one in now.items() if one}, now[WAITING])
        told[:] = [joined]
        changed = {name for name in joined.documents if _part(joined, name)}
        return {**now, **{name: joined.documents[name] for name in changed}, WAITING: {}}

    now = store.change_together(file, names, put_in)
    if not told:
        return redirect(url_for("plans.show"), 303)
    journey, day = Journey(file, now["answers"], now["place"]), _day(waiting)
    locking.set_shared(journey.on_shared_device)
    if not journey.has_plan and day is not None:
        journey = _plan_again(journey, day)
    return _came_in(journey, waiting.get("left", ()), code_first=False, joined=told[0])


def _part(joined: Joined, name: str) -> int:
    return sum(part.added for part in joined.parts if part.name == name)


def _done_waiting(file: str) -> None:
    services().store.change(file, WAITING, lambda _before: {})


def _day(waiting: Mapping[str, Any]) -> datetime.date | None:
    day = waiting.get("planned_on")
    return datetime.date.fromisoformat(day) if isinstance(day, str) else None


def _named(left: Any) -> list[str]:
    """Names of documents that could not be read, in words; those that nobody here knows come last."""
    known = [_(NAMES[name]) for name in left if name in NAMES]
    return known + ([_("Parts that this Waymark does not know")] if len(known) < len(left) else [])
