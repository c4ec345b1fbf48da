"""Reports: written from the record, changed by the person, kept by kind and week or day, and taken along."""

from __future__ import annotations

import datetime
import re
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.plan_days import days_of_plan
from engine.record import reports as kept_reports
from engine.record.entries import Entry
from engine.record.goal_lines import standing
from engine.record.keeping import Gone, find_entry, new_id
from engine.record.merging import new_lines
from engine.record.reports import (
    KINDS,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    MOST_EARLIER,
    Report,
    ReportGone,
    ReportsFull,
    ReportStale,
    report_at,
    reports_of,
    same,
    taken_out,
    with_made_anew,
    with_new,
    with_new_lines,
    with_taken_back,
    with_text,
)
from engine.record.talk_words import OFF, to_be_told
from engine.record.typed import clean
from engine.record.weeks import usual_week, weeks_to_tell
from engine.typed_days import as_day
from webapp import journey as journeys
from webapp import services
from webapp.record.at_hand import (
    REPORTS,
    AtHand,
    at_hand,
    earliest_day,
    where_kept,
)
from webapp.record.writing import as_markdown, write

blueprint = Blueprint("reports", __name__)

FILE_NAME = "waymark-words"
FILES = {"txt": "text/plain", "md": "text/markdown"}
HELD = frozenset({"held"})
DONE = "report"
"""In the session: what was just done with a report (`kept`, `added`, `anew`, `back`, `out`)."""
EARLIER = tuple(f"back{number}" for number in range(MOST_EARLIER))
"""Values of the buttons that take an earlier text back, the latest first."""
_BLANK = re.compile(r"\[[^\[\]\n]{2,}\]")


@blueprint.route("/", methods=["GET", "POST"])
@where_kept
def index(file: str) -> ResponseReturnValue:
    """What can be written, and what was."""
    document, today = services().store.read(file, REPORTS) or {}, services().today()
    if kept_reports.forget(document, today) != document:  # taken out on an earlier day: gone for good
        _change(file, partial(kept_reports.forget, today=today))
    return _show(file)


def _show(file: str, full: bool = False) -> ResponseReturnValue:
    found, journey, today = at_hand(file), journeys.current(), services().today()
    document = services().store.read(file, REPORTS)
    still_open = tuple(one for one in found.goals if standing(one, today) != "met")
    days = [entry.on for entry in found.entries] + list((days_of_plan(journey.answers) or ())[:1])
    shown = render_template(
        "record/reports.html",
        kinds=KINDS,
        kept=reports_of(document),
        taken_out=taken_out(document, today),
        done=session.pop(DONE, ""),
        goals=found.goals,
        goal_titles={goal.id: goal.title for goal in found.goals},
        talks={one.id: one.on for one in found.entries if one.kind == "check_in"},
        open_goals=still_open or found.goals,
        waiting=to_be_told(found.entries, today),
        weeks=weeks_to_tell(today, days),
        week=usual_week(today, earliest_day(journey)),
        today=today,
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
    """Write a report about a check-in, a goal or a week, or open the one that there is."""
    if KINDS[kind].about == "goal" and not goal:
        goal = _first_goal(file, kind)
    journey, today = journeys.current(), services().today()
    week = _week(journey) if KINDS[kind].about == "week" else None
    words = write(journey, kind, goal, talk, week)
    about = talk.id if talk else ""
    made = Report(new_id(), kind, today, words.subject, words.text, words.text, goal, about, week)
    try:
        document = services().store.change(file, REPORTS, partial(with_new, report=made))
    except ReportsFull:
        return _show(file, full=True)
    there = same(document, made)
    assert there is not None
    return redirect(url_for("reports.report", name=there.id), 303)


def _first_goal(file: str, kind: str) -> str:
    """The goal that a report is about where none was named; time is asked for one that is not met yet."""
    goals, today = at_hand(file).goals, services().today()
    still_open = [one for one in goals if standing(one, today) != "met"] if kind == "extension" else []
    return next((one.id for one in (*still_open, *goals)), "")


def _week(journey: journeys.Journey) -> datetime.date:
    """The Monday of the week that was chosen, else of the usual one."""
    today = services().today()
    chosen = as_day(request.form.get("week"))
    if chosen is not None and chosen in weeks_to_tell(today, [chosen]):
        return chosen
    return usual_week(today, earliest_day(journey))


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


def _page(
    file: str, kept: Report, stale: dict[str, str] | None = None, full: dict[str, str] | None = None
) -> ResponseReturnValue:
    """The report; with what was typed in its stead where that could not be kept."""
    found = at_hand(file)
    typed = stale or full
    text = typed["text"] if typed else kept.text
    shown = render_template(
        "record/report.html",
        report=kept,
        kind=KINDS[kept.kind],
        letter=services().kb.letters.get(KINDS[kept.kind].letter),
        files=FILES,
        typed=typed,
        stale=stale,
        full=full,
        blanks=len(_BLANK.findall(text)),
        news=() if typed else new_lines(kept.made, _now(file, kept)),
        done=session.pop(DONE, ""),
        longest=(LONGEST_SUBJECT, LONGEST_TEXT),
        talk=next((one for one in found.entries if one.id == kept.talk), None),
        waiting=to_be_told(found.entries, services().today()),
        height=_height,
    )
    return shown, 409 if stale else 422 if full else 200


def _height(text: str) -> int:
    """Lines that a text needs on a narrow screen."""
    return sum(1 + len(line) // 60 for line in text.splitlines()) + 1


def _now(file: str, kept: Report) -> str:
    """The report's text as the record has it now."""
    try:
        talk = find_entry(at_hand(file).document, kept.talk) if kept.talk else None
    except Gone:
        talk = None
    return write(journeys.current(), kept.kind, kept.goal, talk, kept.week).text


@blueprint.post("/<name>")
@where_kept
def save(file: str, name: str) -> ResponseReturnValue:
    """Keep what was typed, and then do what the button says: nothing more, put in what is new, write anew."""
    kept = _back_if_out(file, name)
    subject, text = _typed(kept)
    typed = {"subject": subject, "text": text}
    rev = request.form.get("rev", "")
    number = int(rev) if rev.isdecimal() and len(rev) < 9 else 0
    then = request.form.get("then", "")
    try:
        _change(file, partial(with_text, name=name, rev=number, subject=subject, text=text))
        if then == "add":
            _change(file, partial(with_new_lines, name=name, text=_now(file, kept)))
        elif then == "anew":
            _change(file, partial(with_made_anew, name=name, text=_now(file, kept)))
        elif then in EARLIER:
            _change(file, partial(with_taken_back, name=name, number=EARLIER.index(then)))
    except ReportStale as stale:
        return _page(file, stale.now, stale=typed)
    except ReportsFull:
        return _page(file, _kept(file, name), full=typed)
    session[DONE] = "back" if then in EARLIER else {"add": "added", "anew": "anew"}.get(then, "kept")
    return redirect(url_for(".report", name=name), 303)


def _back_if_out(file: str, name: str) -> Report:
    """The report that someone saves. Taken out in another window meanwhile, it comes back."""
    today = services().today()
    gone = taken_out(services().store.read(file, REPORTS), today)
    if gone is not None and gone.id == name:
        _change(file, partial(kept_reports.with_brought_back, today=today))
    return _kept(file, name)


@blueprint.post("/<name>/out")
@where_kept
def remove(file: str, name: str) -> ResponseReturnValue:
    """Take a report out. Today it can be brought back."""
    _change(file, partial(kept_reports.without, name=name, today=services().today()))
    session[DONE] = "out"
    return redirect(url_for(".index"), 303)


@blueprint.post("/undo")
@where_kept
def undo(file: str) -> ResponseReturnValue:
    """Bring the report back that was taken out last, if there is one."""
    try:
        services().store.change(
            file, REPORTS, partial(kept_reports.with_brought_back, today=services().today())
        )
    except ReportGone:
        return redirect(url_for(".index"), 303)
    session[DONE] = "back"
    return redirect(url_for(".index"), 303)


@blueprint.post("/<name>/file/<ending>")
@where_kept
def take(file: str, name: str, ending: str) -> ResponseReturnValue:
    """The report as a file, with what is typed on its page."""
    if ending not in FILES:
        abort(404)
    subject, text = _typed(_kept(file, name))
    head, text = (f"# {subject}", as_markdown(text)) if ending == "md" else (subject, text)
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
