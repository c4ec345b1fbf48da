"""The goals of a person: the list, one goal with its chart, and the builder."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.goals import Goal, changes
from engine.goals.charts import line_chart
from engine.goals.document import fingerprint
from engine.goals.goal import MOST_GOALS, amount, with_sign
from engine.goals.offered import apart, not_taken
from engine.goals.pace import asked_before, in_short, milestones, monday_of, told
from engine.goals.smart import exact_words, letters, missing
from engine.language import gettext as _
from engine.language import number
from engine.plan_days import last_day_named
from webapp import journey as journeys
from webapp import services
from webapp.coaching.words import lines
from webapp.goals import forms, keeping
from webapp.goals.around import (
    around,
    first_words,
    goal_change,
    goals_at_hand,
    goals_served,
    in_answers,
    mondays,
)
from webapp.sent_once import fresh, name_of_sent

blueprint = Blueprint("goals", __name__)
for _said in (amount, with_sign, asked_before, goals_at_hand, goal_change, goals_served):
    blueprint.app_template_global()(_said)
blueprint.app_template_filter()(first_words)

LOST = "goals_gone"
"""In the session, for one page: what was not there any more, or had no room."""


def own_file() -> str:
    """The file of whoever asks. Without one `_needs_keeping` has answered already."""
    file = journeys.current().file
    assert file is not None
    return file


@blueprint.before_request
def _needs_keeping() -> ResponseReturnValue | None:
    """Goals grow over weeks, so they need a place to be kept: a page says so, and how."""
    journey = journeys.current()
    if journey.kept:
        return None
    return render_template("goals/not_kept.html", journey=journey), 200 if request.method == "GET" else 400


@blueprint.get("/")
def index() -> str:
    """Every goal, what the answers offer, and a line each for those on the paper."""
    return show_list()


def show_list(typed: str = "", error: str = "") -> str:
    file, today = own_file(), services().today()
    goals = keeping.goals_of(file)
    return render_template(
        "goals/goals.html",
        journey=journeys.current(),
        goals=goals,
        open_letters={goal.id: missing(goal, today) for goal in goals},
        offers=not_taken(in_answers(), goals),
        asks=[(goal, [one for one in missing(goal, today) if one.ask and not goal.met]) for goal in goals],
        undo=keeping.newest_change(file),
        gone=session.pop(LOST, None),
        typed=typed,
        error=error,
        new=fresh(),
        today=today,
    )


@blueprint.post("/add")
def add() -> ResponseReturnValue:
    """A goal for each line that was typed, in the paper's words."""
    file, typed = own_file(), request.form.get("titles", "")
    titles = tuple(forms.without_its_number(line) for line in lines(typed))
    most = forms.LONGEST["title"]
    sent, there = name_of_sent(), {goal.id for goal in keeping.goals_of(file)}
    named = {f"{sent}{place}": title for place, title in enumerate(titles)}
    wanted = {name: title for name, title in named.items() if name not in there}  # it may be sent twice
    room = MOST_GOALS - len(there)
    if not titles:
        return show_list(typed, _("Write at least one goal.")), 422
    if len(wanted) > room:
        says = _("There is room for %(room)s more. Keep those that count most.", room=number(room))
        return show_list(typed, says), 422
    if any(len(title) > most for title in titles):
        return show_list(typed, _("Use %(most)s characters or fewer for each goal.", most=number(most))), 422
    by = last_day_named(journeys.current().answers)
    added = [Goal(name, title, by=by) for name, title in wanted.items()]
    if added:
        today = services().today()
        try:
            keeping.change(file, lambda stored, token: changes.put_all(stored, added, token, today))
        except changes.TooMany:  # another window has filled the room meanwhile
            return show_list(typed, _("There is no room for another goal. Take one out first.")), 422
    return back_to_list()


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """The builder for a goal of the person's own."""
    file = own_file()
    if request.method == "GET":
        by = last_day_named(journeys.current().answers)
        return _builder({"by": by.isoformat() if by else ""}, {})
    read = forms.read_goal(request.form, name_of_sent(), services().today())
    if read.goal is None:
        return _builder(read.typed, read.errors), 422
    if keeping.goal_of(file, read.goal.id) is not None:  # the page was sent twice
        return redirect(url_for(".goal", goal_id=read.goal.id), 303)
    return put(file, read.goal)


@blueprint.route("/<goal_id>/change", methods=["GET", "POST"])
def change(goal_id: str) -> ResponseReturnValue:
    """The builder with a goal in it; a form that is out of date by now is shown beside what is stored."""
    goal = goal_or_404(goal_id)
    if request.method == "GET":
        return _builder(forms.typed_of(goal), {}, goal)
    read = forms.read_goal(request.form, goal_id, services().today())
    if read.goal is None:
        return _builder(read.typed, read.errors, goal, request.form.get("seen")), 422
    written, seen = read.goal, request.form.get("seen", "")
    try:
        keeping.change(
            own_file(), lambda stored, token: changes.put(stored, written, token, services().today(), seen)
        )
    except changes.Stale as stale:
        page = render_template(
            "goals/stale.html",
            journey=journeys.current(),
            stored=forms.typed_of(stale.stored),
            typed=forms.typed_of(written),
            goal=stale.stored,
            seen=fingerprint(stale.stored),
        )
        return page, 409
    except changes.Gone:
        return gone()
    return redirect(url_for(".goal", goal_id=goal_id), 303)


def _builder(
    typed: Mapping[str, str], errors: Mapping[str, str], goal: Goal | None = None, seen: str | None = None
) -> str:
    return render_template(
        "goals/builder.html",
        journey=journeys.current(),
        typed=typed,
        errors=errors,
        goal=goal,
        seen=seen or (fingerprint(goal) if goal else ""),
        longest=forms.LONGEST,
        new=fresh(),
        pace=told(goal, services().today()) if goal else (),
    )


@blueprint.get("/<goal_id>")
def goal(goal_id: str) -> str:
    """One goal: SMART, the chart with its table, the pace, the weeks."""
    return goal_page(goal_or_404(goal_id), {}, {})


def goal_page(goal: Goal, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    today = services().today()
    file = own_file()
    return render_template(
        "goals/goal.html",
        journey=journeys.current(),
        goal=goal,
        first=keeping.goals_of(file)[0].id == goal.id,
        letters=letters(goal, today),
        open_letters=missing(goal, today),
        exact=exact_words(goal),
        around=around(file, goal),
        apart=apart(goal, in_answers()) if goal.row else None,
        chart=line_chart(goal, today),
        says=in_short(goal),
        pace=told(goal, today),
        milestones=milestones(goal),
        mondays=mondays(goal, today),
        this_monday=monday_of(today),
        undo=keeping.newest_change(file),
        gone=session.pop(LOST, None),
        typed=typed,
        errors=errors,
        today=today,
    )


def goal_or_404(goal_id: str) -> Goal:
    found = keeping.goal_of(own_file(), goal_id)
    if found is None:
        abort(404)
    return found


def put(file: str, goal: Goal) -> ResponseReturnValue:
    try:
        keeping.change(file, lambda stored, token: changes.put(stored, goal, token, services().today()))
    except changes.TooMany:
        return show_list(error=_("There is no room for another goal. Take one out first.")), 422
    return redirect(url_for(".goal", goal_id=goal.id), 303)


def gone() -> ResponseReturnValue:
    """The goal was taken out in another window meanwhile."""
    session[LOST] = "goal"
    return back_to_list()


def back_to_list() -> ResponseReturnValue:
    return redirect(url_for(".index"), 303)
