"""How it goes: every goal, the weeks, the phases and the days that matter, as charts, tables and files."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template

from engine.errors import InputError
from engine.goals import Goal
from engine.goals.charts import line_chart, time_line, week_chart
from engine.goals.files import progress_markdown, readings_csv
from engine.goals.goal import amount
from engine.goals.pace import told
from engine.goals.progress import Progress
from engine.goals.progress import progress as progress_of
from engine.goals.smart import missing
from engine.goals.timeline import Stop, timeline
from engine.model import Plan
from webapp import journey as journeys
from webapp import services
from webapp.goals import keeping
from webapp.goals.following import blueprint
from webapp.goals.views import own_file
from webapp.plans import making
from webapp.questionnaire.pages import settle

__all__ = ["blueprint"]
NUMBERS_FILE, PROGRESS_FILE = "waymark-numbers.csv", "waymark-how-it-goes.md"


@dataclass(frozen=True, slots=True)
class AllOfIt:
    """What is known of how it goes; without a plan only the goals."""

    goals: tuple[Goal, ...]
    plan: Plan | None
    found: Progress | None
    stops: tuple[Stop, ...]


@blueprint.get("/progress")
def progress() -> str:
    """The page."""
    today = services().today()
    all_of_it = _all_of_it()
    return render_template(
        "goals/progress.html",
        journey=journeys.current(),
        goals=all_of_it.goals,
        plan=all_of_it.plan,
        found=all_of_it.found,
        stops=all_of_it.stops,
        line=time_line(all_of_it.stops) if all_of_it.stops else None,
        weeks=week_chart(all_of_it.found.weeks) if all_of_it.found else None,
        charts={goal.id: line_chart(goal, today) for goal in all_of_it.goals},
        pace={goal.id: told(goal, today) for goal in all_of_it.goals},
        open_letters={goal.id: missing(goal, today) for goal in all_of_it.goals},
        today=today,
        amount=amount,
    )


@blueprint.get("/progress/file")
def progress_file() -> Response:
    """The same as a Markdown file, without what rests on private answers."""
    found = _all_of_it()
    today = services().today()
    return _file(
        progress_markdown(found.goals, found.plan, found.found, found.stops, today),
        "text/markdown; charset=utf-8",
        PROGRESS_FILE,
    )


@blueprint.get("/numbers")
def numbers_file() -> Response:
    """Every number that was noted, as a CSV file."""
    return _file(readings_csv(keeping.goals_of(own_file())), "text/csv; charset=utf-8", NUMBERS_FILE)


def _file(text: str, media_type: str, name: str) -> Response:
    response = Response(text, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _all_of_it() -> AllOfIt:
    file, today, kb = own_file(), services().today(), services().kb
    goals = keeping.goals_of(file)
    journey = journeys.current()
    try:
        at_hand = making.at_hand(journey)
    except InputError:  # dates that don't fit together: the goals are shown all the same
        at_hand = None
    if at_hand is None:
        return AllOfIt(goals, None, None, ())
    answers = settle(kb, journey.answers).answers
    record = services().store.read(file, "record")
    stops = timeline(kb, at_hand.plan, answers, goals, record, today)
    return AllOfIt(goals, at_hand.plan, progress_of(at_hand.plan, at_hand.progress, today), stops)
