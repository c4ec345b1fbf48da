"""How it goes: every goal, the weeks, the phases and the days that matter, as charts, tables and files."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from flask import Response, render_template

from engine.goals import Goal
from engine.goals.charts import line_chart, week_chart
from engine.goals.files import progress_markdown, readings_csv
from engine.goals.pace import in_short, monday_of, told
from engine.goals.progress import Progress
from engine.goals.progress import progress as progress_of
from engine.goals.smart import missing
from engine.goals.timeline import Stop, by_week, timeline
from engine.goals.week_cells import goal_cells, goal_weeks, stop_cells
from engine.model import Plan
from engine.record.entries import Entry, entries_of
from webapp import journey as journeys
from webapp import services
from webapp.goals import keeping
from webapp.goals.around import plan_at_hand
from webapp.goals.last_day import blueprint
from webapp.goals.views import own_file

__all__ = ["blueprint"]
NUMBERS_FILE, PROGRESS_FILE = "waymark-numbers.csv", "waymark-how-it-goes.md"


@dataclass(frozen=True, slots=True)
class AllOfIt:
    """What is known of how it goes; without a plan only the goals."""

    goals: tuple[Goal, ...]
    plan: Plan | None
    found: Progress | None
    stops: tuple[Stop, ...]
    entries: tuple[Entry, ...]

    def written(self, goal: Goal) -> list[datetime.date]:
        """The days of the record's entries about a goal."""
        return [one.on for one in self.entries if one.goal == goal.id]


@blueprint.get("/progress")
def progress() -> str:
    """The page."""
    today = services().today()
    all_of_it = _all_of_it()
    stop_weeks = by_week(all_of_it.stops, today)
    weeks_of = {goal.id: goal_weeks(goal, all_of_it.written(goal)) for goal in all_of_it.goals}
    return render_template(
        "goals/progress.html",
        journey=journeys.current(),
        goals=all_of_it.goals,
        plan=all_of_it.plan,
        found=all_of_it.found,
        stop_weeks=stop_weeks,
        this_monday=monday_of(today),
        line=stop_cells(stop_weeks, today),
        weeks=week_chart(all_of_it.found.weeks) if all_of_it.found else None,
        charts={goal.id: line_chart(goal, today) for goal in all_of_it.goals},
        says={goal.id: in_short(goal) for goal in all_of_it.goals},
        weeks_of=weeks_of,
        cells={goal.id: goal_cells(goal, weeks_of[goal.id], today) for goal in all_of_it.goals},
        pace={goal.id: told(goal, today) for goal in all_of_it.goals},
        open_letters={goal.id: missing(goal, today) for goal in all_of_it.goals},
        today=today,
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
    goals, at_hand = keeping.goals_of(file), plan_at_hand()
    record = services().store.read(file, "record")
    entries = entries_of(record)
    if at_hand is None:
        return AllOfIt(goals, None, None, (), entries)
    stops = timeline(kb, at_hand.plan, at_hand.settled.answers, goals, record, today)
    return AllOfIt(
        goals,
        at_hand.plan,
        progress_of(at_hand.plan, at_hand.progress, today, at_hand.rounds),
        stops,
        entries,
    )
