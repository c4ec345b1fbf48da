"""What changed since the plan was made, such as at a check-in: said on one page, then looked at in the plan.

It asks a few of the questionnaire's own questions once more, and takes the answers as the questionnaire does.
"""

from __future__ import annotations

import secrets

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from engine.typed_days import as_day
from webapp import journey as journeys
from webapp import services
from webapp.journey import Journey
from webapp.questionnaire import windows
from webapp.questionnaire.forms import FormError, PageForm, check, page_form
from webapp.questionnaire.pages import settle
from webapp.questionnaire.turns import read_turn
from webapp.record.afterwards import last_day_of_plan
from webapp.working.own import blueprint

__all__ = ["blueprint"]

ASKED = ("plan_end", "concerns", "goal_clarity", "hours_per_week", "pip_stage")
"""What a talk can change, in the order in which it is asked."""
AT_THE_END = ("pip_stage", "plan_end")
"""What is asked first once the last day has gone by: how it ended, or until when it was made longer."""


@blueprint.route("/changed", methods=["GET", "POST"])
def changed() -> ResponseReturnValue:
    """A new last day, a concern that is settled or new, other hours; and the way to the goals."""
    kb, journey = services().kb, journeys.current()
    names = _names(journey)
    if request.method == "GET":
        return _page(journey, page_form(kb, names, journey.answers))
    sent = tuple(name for name in names if name in request.form.getlist("shown"))
    form = page_form(kb, sent, journey.answers, request.form)
    errors = check(kb, form, journey.answers, services().today()) or _without_a_new_end(form)
    if errors:
        return _page(journey, form, errors), 422
    journey, _settled = journeys.record(journey, form.changes(), read_turn(request.form))
    if set(journey.place.get(windows.APART, ())) & set(sent):
        return _page(journey, form, apart=True), 409
    return redirect(url_for("plans.look"), 303)


def _names(journey: Journey) -> tuple[str, ...]:
    """Those of the questions that the answers of now ask for."""
    asked = settle(services().kb, journey.answers).asked
    order = (*AT_THE_END, *(name for name in ASKED if name not in AT_THE_END)) if _over(journey) else ASKED
    return tuple(name for name in order if name in asked)


def _without_a_new_end(form: PageForm) -> tuple[FormError, ...]:
    """A plan that was made longer does not end on the day that has gone by."""
    sent = form.changes()
    ends = as_day(sent.get("plan_end"))
    if sent.get("pip_stage") != "extended" or ends is None or ends >= services().today():
        return ()
    says = _("Write the new last day. Leave it empty if nobody has said it yet.")
    form["plan_end"].errors = [says]
    return (FormError("plan_end", services().kb.questions["plan_end"].wording, says),)


def _over(journey: Journey) -> bool:
    """Whether the last day of the plan has gone by."""
    ends = last_day_of_plan(journey)
    return ends is not None and ends < services().today()


def _page(journey: Journey, form: PageForm, errors: tuple[FormError, ...] = (), apart: bool = False) -> str:
    return render_template(
        "working/changed.html",
        journey=journey,
        form=form,
        errors=errors,
        apart=apart,
        over=_over(journey),
        sheet=secrets.token_hex(8),
        was=windows.as_shown(journey.standing, [field.name for field in form]),
    )
