"""Reports: written from the record, changed by the person, kept by kind and day, and taken along."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.record.entries import Entry
from engine.record.keeping import Gone, find_entry, new_id
from engine.record.reports import (
    KINDS,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    Report,
    ReportGone,
    ReportsFull,
    ReportStale,
    report_at,
    reports_of,
    same,
    with_made_anew,
    with_new,
    with_taken_back,
    with_text,
    without,
)
from engine.record.typed import clean
from webapp import journey as journeys
from webapp import services
from webapp.record.at_hand import REPORTS, AtHand, at_hand, where_kept
from webapp.record.writing import write

blueprint = Blueprint("reports", __name__)

FILE_NAME = "waymark-words"
FILES = {"txt": "text/plain", "md": "text/markdown"}
HELD = frozenset({"held"})
OFF = frozenset({"cancelled", "moved"})


@blueprint.route("/", methods=["GET", "POST"])
@where_kept
def index(file: str) -> ResponseReturnValue:
    """What can be written, and what was."""
    return _show(file)


def _show(file: str, full: bool = False) -> ResponseReturnValue:
    found = at_hand(file)
    kept = reports_of(services().store.read(file, REPORTS))
    shown = render_template(
        "record/reports.html",
        kinds=KINDS,
        kept=kept,
        goals=found.goals,
        goal_titles={goal.id: goal.title for goal in found.goals},
        talks={one.id: one.on for one in found.entries if one.kind == "check_in"},
        full=full,
    )
    return shown, 422 if full else 200


@blueprint.post("/write")
@where_kept
def write_new(file: str) -> ResponseReturnValue:
    """Write a report of today; one that is there already is opened as it stands."""
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        abort(400)
    found = at_hand(file)
    goal = request.form.get("goal", "")
    if KINDS[kind].about != "goal" or goal not in {one.id for one in found.goals}:
        goal = ""
    return write_for(file, kind, _talk(found, kind), goal)


def write_for(file: str, kind: str, talk: Entry | None = None, goal: str = "") -> ResponseReturnValue:
    """Write a report about a check-in or a goal, or open the one of today."""
    if KINDS[kind].about == "goal" and not goal:
        found = at_hand(file)
        goal = found.goals[0].id if found.goals else ""
    journey, today = journeys.current(), services().today()
    words = write(journey, kind, goal, talk)
    about = talk.id if talk else ""
    made = Report(new_id(), kind, today, words.subject, words.text, words.text, goal, about)
    try:
        document = services().store.change(file, REPORTS, partial(with_new, report=made))
    except ReportsFull:
        return _show(file, full=True)
    there = same(document, made)
    assert there is not None
    return redirect(url_for("reports.report", name=there.id), 303)


def _talk(found: AtHand, kind: str) -> Entry | None:
    """The check-in that a report is about where none was named: the next one, or the last that fits."""
    if KINDS[kind].about != "talk":
        return None
    talks, today = [one for one in found.entries if one.kind == "check_in"], services().today()
    if kind == "agenda":
        ahead = [one for one in talks if one.on >= today and one.says("state") in ("", "planned")]
        return ahead[-1] if ahead else None
    states = HELD if kind == "summary" else OFF
    return next((one for one in talks if one.says("state") in states), None)


@blueprint.get("/<name>")
@where_kept
def report(file: str, name: str) -> ResponseReturnValue:
    """One report, to change and to take along."""
    return _page(file, _kept(file, name))


def _page(file: str, kept: Report, stale: dict[str, str] | None = None) -> ResponseReturnValue:
    found = at_hand(file)
    shown = render_template(
        "record/report.html",
        report=kept,
        kind=KINDS[kept.kind],
        letter=services().kb.letters.get(KINDS[kept.kind].letter),
        files=FILES,
        stale=stale,
        longest=(LONGEST_SUBJECT, LONGEST_TEXT),
        talk=next((one for one in found.entries if one.id == kept.talk), None),
        height=_height,
    )
    return shown, 409 if stale else 200


def _height(text: str) -> int:
    """Lines that a text needs on a narrow screen."""
    return sum(1 + len(line) // 60 for line in text.splitlines()) + 1


@blueprint.post("/<name>")
@where_kept
def save(file: str, name: str) -> ResponseReturnValue:
    """Keep what was typed."""
    kept = _kept(file, name)
    subject, text = _typed(kept)
    rev = request.form.get("rev", "")
    number = int(rev) if rev.isdecimal() and len(rev) < 9 else 0
    try:
        _change(file, partial(with_text, name=name, rev=number, subject=subject, text=text))
    except ReportStale as stale:
        return _page(file, stale.now, {"subject": subject, "text": text})
    return redirect(url_for(".report", name=name), 303)


@blueprint.post("/<name>/anew")
@where_kept
def anew(file: str, name: str) -> ResponseReturnValue:
    """Write it from the record once more; the person's own text stays beside it."""
    kept = _kept(file, name)
    found = at_hand(file)
    try:
        talk = find_entry(found.document, kept.talk) if kept.talk else None
    except Gone:
        talk = None
    words = write(journeys.current(), kept.kind, kept.goal, talk)
    _change(file, partial(with_made_anew, name=name, text=words.text))
    return redirect(url_for(".report", name=name), 303)


@blueprint.post("/<name>/back")
@where_kept
def take_back(file: str, name: str) -> ResponseReturnValue:
    """Take an earlier text back."""
    number = request.form.get("number", "")
    place = int(number) if number.isdecimal() and len(number) < 3 else -1
    _change(file, partial(with_taken_back, name=name, number=place))
    return redirect(url_for(".report", name=name), 303)


@blueprint.post("/<name>/out")
@where_kept
def remove(file: str, name: str) -> ResponseReturnValue:
    """Take a report out. It can be written anew from the record."""
    _change(file, partial(without, name=name))
    return redirect(url_for(".index"), 303)


@blueprint.post("/<name>/file/<ending>")
@where_kept
def take(file: str, name: str, ending: str) -> ResponseReturnValue:
    """The report as a file, with what is typed on its page."""
    if ending not in FILES:
        abort(404)
    subject, text = _typed(_kept(file, name))
    head = f"# {subject}" if ending == "md" else subject
    content = f"{head}\n\n{text}".strip() + "\n"
    response = Response(content, content_type=f"{FILES[ending]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.{ending}"'
    return response


def _typed(kept: Report) -> tuple[str, str]:
    subject = clean(request.form.get("subject", kept.subject), one_line=True)[:LONGEST_SUBJECT]
    text = clean(request.form.get("words", kept.text), one_line=False)[:LONGEST_TEXT]
    return subject, text + "\n"


def _kept(file: str, name: str) -> Report:
    try:
        return report_at(services().store.read(file, REPORTS), name)
    except ReportGone:
        abort(404)


def _change(file: str, change: Any) -> None:
    try:
        services().store.change(file, REPORTS, change)
    except ReportGone:
        abort(404)
