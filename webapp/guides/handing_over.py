"""A file to hand to a coach: what goes along is chosen part by part, looked at, and then taken as a file or
on paper. Nothing is sent and nothing of the choice is kept (S11).
"""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.exports import plan_from_json, plan_to_json, without_private
from engine.exports.for_a_coach import (
    HEADINGS,
    TO_TELL,
    TRACKS,
    Chosen,
    as_markdown,
    line_of,
    may_tell,
    sections,
)
from engine.goals.progress import progress
from engine.record.entries import Entry, entries_of
from webapp import journey as journeys
from webapp import services
from webapp.goals.keeping import goals_of
from webapp.journey import Journey
from webapp.plans import making

blueprint = Blueprint("handing_over", __name__, url_prefix="/a-coach/take")

FILE_NAME = "waymark-for-a-talk.md"
LONGEST = 4000
"""Characters of the person's own words: a page."""
USUAL = {"tracks": ["improve"], "progress": ["yes"]}
"""What is ticked at first: the steps that the plan asks for, and how far they are. Nothing else, and none of
the steps that only private answers call for."""


@blueprint.route("/", methods=["GET", "POST"])
def choose() -> ResponseReturnValue:
    """What may go along, part by part; by POST with what was chosen before."""
    journey = journeys.current()
    if not journey.kept:
        return redirect(url_for("a_coach.ask"))
    ticked = request.form.to_dict(flat=False) if request.method == "POST" else USUAL
    entries = _entries(journey)
    return render_template(
        "guides/handing_over.html",
        journey=journey,
        found=making.if_any(journey),
        goals=goals_of(journey.file),
        kinds=[(kind, HEADINGS[kind], [one for one in entries if one.kind == kind]) for kind in TO_TELL],
        line_of=line_of,
        ticked=ticked,
        words=request.form.get("words", "")[:LONGEST],
        longest=LONGEST,
    )


@blueprint.post("/look")
def look() -> ResponseReturnValue:
    """All of what would go along, word for word, before it does."""
    journey = journeys.current()
    if not journey.kept:
        return redirect(url_for("a_coach.ask"), 303)
    sent = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return render_template(
        "guides/hand_over_look.html",
        journey=journey,
        sections=sections(_chosen(journey), services().today()),
        sent=sent,
        today=services().today(),
    )


@blueprint.post("/file")
def file() -> ResponseReturnValue:
    """The same as a file."""
    journey, today = journeys.current(), services().today()
    if not journey.kept:
        return redirect(url_for("a_coach.ask"), 303)
    text = as_markdown(sections(_chosen(journey), today), today)
    response = Response(text, content_type="text/markdown; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


def _chosen(journey: Journey) -> Chosen:
    """What the form asks for; what is no longer there, or was never to be chosen, is passed over."""
    form, found = request.form, making.if_any(journey)
    goals, entries = set(form.getlist("goal")), set(form.getlist("entry"))
    plan = None
    if found is not None:
        plan = plan_from_json(without_private(services().kb, plan_to_json(found.plan)))
    wants_progress = "progress" in form and found is not None
    return Chosen(
        words=form.get("words", "").strip()[:LONGEST],
        plan=plan,
        tracks=tuple(one for one in TRACKS if one in form.getlist("tracks")),
        private_steps="private_steps" in form,
        ticked=found.progress if found is not None else {},
        progress=progress(found.plan, found.progress, services().today(), found.rounds)
        if found and wants_progress
        else None,
        goals=tuple(one for one in goals_of(journey.file) if one.id in goals),
        entries=tuple(one for one in _entries(journey) if one.id in entries),
    )


def _entries(journey: Journey) -> tuple[Entry, ...]:
    assert journey.file is not None
    return tuple(one for one in entries_of(services().store.read(journey.file, "record")) if may_tell(one))
