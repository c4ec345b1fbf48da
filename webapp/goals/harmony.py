"""Goals and the answers that tell of them: taken over when the person says so, and held together afterwards.

Neither is ever written over by itself. Where one was changed, the goal's page shows both and asks.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.goals import Goal, changes
from engine.goals.offered import answers_of, apart, as_answered, not_taken
from webapp import journey as journeys
from webapp import services
from webapp.goals import keeping
from webapp.goals.around import in_answers
from webapp.goals.views import back_to_list, blueprint, goal_or_404, gone, own_file, put
from webapp.questionnaire.pages import settle

__all__ = ["blueprint"]
ANSWERS, GOAL = "answers", "goal"
"""Which of the two is to hold."""


@blueprint.post("/take")
def take() -> ResponseReturnValue:
    """Add a goal that the answers tell of; `row` is the measure's."""
    row, offered = request.form.get("row", ""), not_taken(in_answers(), keeping.goals_of(own_file()))
    found = next((one for one in offered if str(one.row) == row), None)
    if found is None:
        return back_to_list()
    return put(own_file(), replace(found, id=keeping.new_id()))


@blueprint.post("/<goal_id>/answers")
def agree(goal_id: str) -> ResponseReturnValue:
    """Make a goal and the answers it was taken from say the same; `keep` says which of them holds."""
    file, goal, keep = own_file(), goal_or_404(goal_id), request.form.get("keep")
    other = apart(goal, in_answers())
    if keep not in (ANSWERS, GOAL):
        abort(400)
    if other is not None and keep == ANSWERS:
        today, same = services().today(), as_answered(goal, other)
        try:
            keeping.change(file, partial(_put_anew, goal=same, today=today))
        except changes.Gone:
            return gone()
    elif other is not None:
        _answer_as(goal)
    return redirect(url_for(".goal", goal_id=goal_id), 303)


def _put_anew(stored: Mapping[str, Any], token: str, goal: Goal, today: datetime.date) -> dict[str, Any]:
    return changes.put(stored, goal, token, today)


def _answer_as(goal: Goal) -> None:
    """Answer as the goal says. What the questionnaire can't take, such as a long text, stays as it was."""
    journey, kb = journeys.current(), services().kb
    said = {
        name: value
        for name, value in answers_of(goal).items()
        if settle(kb, {**journey.answers, name: value}).answers.get(name) == value
    }
    journeys.record(journey, said)
