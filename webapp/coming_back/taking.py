"""Taking everything along as one file, and bringing it back on any Waymark (`engine/whole_copy.py`)."""

from __future__ import annotations

import datetime
from typing import Any

from flask import Blueprint, Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine import whole_copy
from engine.answers import read_answers
from engine.errors import InputError
from engine.exports import plan_to_json
from engine.language import ENGLISH, speaking
from engine.language import gettext as _
from engine.pipeline import make_plan
from engine.whole_copy import Brought, Unreadable, read_back
from webapp import journey as journeys
from webapp import services
from webapp.coming_back.views import come_back_page
from webapp.goals.keeping import words_of_goals
from webapp.journey import Journey
from webapp.plans.making import fingerprint
from webapp.questionnaire.pages import settle
from webapp.security import locking, throttle
from webapp.security.access import current_file

blueprint = Blueprint("taking", __name__)

FILE_NAME = "waymark-copy.json"
BRING = "/come-back/file"
LARGEST_SENT = whole_copy.LARGEST + 64 * 1024
"""Bytes of the form with the file in it."""


def init_app(app: Flask) -> None:
    """Let this one form be larger than any other; to be set before anything reads a form."""

    def widen() -> None:
        if request.path == BRING:
            request.max_content_length = LARGEST_SENT

    app.before_request(widen)


@blueprint.get("/kept/copy")
def take() -> ResponseReturnValue:
    """Everything kept of this person, private answers too: it is theirs."""
    file, serving = current_file(), services()
    if file is None:
        return redirect(url_for("guides.kept"))
    documents = serving.store.read_all(file)
    kept = settle(serving.kb, documents.get("answers", {})).answers
    text = whole_copy.written(serving.kb, documents, read_answers(serving.kb, kept).answers, serving.today())
    response = Response(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


@blueprint.post(BRING)
def bring() -> ResponseReturnValue:
    """Keep here what a file holds, in a file of its own that is then open in this browser."""
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
    file = services().store.create_file(documents=documents)
    locking.open_here(file)
    journey = Journey(file, documents["answers"], documents["place"])
    planned = brought.planned_on is not None and _plan_again(journey, brought.planned_on)
    return redirect(url_for("plans.show" if planned else "questionnaire.check_answers"), 303)


def _documents(brought: Brought) -> dict[str, dict[str, Any]] | None:
    """The documents to keep, with the answers as the questionnaire takes them; None without an answer."""
    documents = dict(brought.documents)
    try:
        settled = settle(services().kb, documents["answers"])
    except InputError:
        return None
    place = {"quick": True, **documents.get("place", {}), "dropped": list(settled.dropped)}
    return {**documents, "answers": settled.answers, "place": place} if settled.answers else None


def _plan_again(journey: Journey, day: datetime.date) -> bool:
    """Make the plan as on this day; False where the answers give none, which the check page then explains."""
    serving = services()
    try:
        with speaking(ENGLISH):
            words = words_of_goals(journey)
            plan = make_plan(serving.kb, journey.answers, day, serving.engine, words)
    except InputError:
        return False
    assert journey.file is not None
    serving.store.change(journey.file, "plan", lambda _before: plan_to_json(plan))
    journeys.move(journey, planned_from=fingerprint(journey.answers), at="check")
    return True
