"""What the questionnaire answers with: a page, the check page, help, the device notice, or a redirect."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template
from werkzeug.wrappers import Response

from engine.schema import Section
from webapp import journey as journeys
from webapp import services
from webapp.addresses import beside
from webapp.guides.help import help_context
from webapp.journey import Journey
from webapp.questionnaire import pages, windows
from webapp.questionnaire.forms import FormError, PageForm, page_form
from webapp.questionnaire.pages import Page, Settled

CHECK = "check"


def go(
    journey: Journey, section: Section | None, dropped: tuple[str, ...] = (), changing: bool = False
) -> Response | str:
    """To a section (None: the check page): by redirect if answers are kept, else at once with them inside."""
    if journey.kept:
        if section is None:
            return redirect(beside("questionnaire.check_answers"), 303)
        back: dict[str, Any] = {"from": CHECK} if changing else {}
        return redirect(beside("questionnaire.page", section=section.id, **back), 303)
    journey = journeys.move(journey, dropped=list(dropped))
    return show_check(journey) if section is None else show_page(journey, section, changing)


def first_section() -> Section:
    """Where everyone begins: the device."""
    return services().kb.sections[0]


def settled_now(journey: Journey) -> Settled:
    """The journey's answers as the knowledge of today reads them."""
    return pages.settle(services().kb, journey.answers)


def show_page(journey: Journey, section: Section, changing: bool = False) -> str:
    """A page as it first meets the person."""
    kb, settled = services().kb, settled_now(journey)
    if changing and not journey.quick:
        shown = pages.whole_page(settled, section)
    else:
        shown = pages.page_of(kb, settled, section, journey.quick)
        if not shown.questions:  # opened by its address
            shown = pages.whole_page(settled, section)
    form = page_form(kb, shown.all, settled.answers)
    return render_page(journey, settled, shown, form, changing=changing)


def render_page(
    journey: Journey,
    settled: Settled,
    shown: Page,
    form: PageForm,
    errors: tuple[FormError, ...] = (),
    opened: tuple[str, ...] = (),
    dropped: tuple[str, ...] | None = None,
    changing: bool = False,
) -> str:
    """A page with its form as it is now: fresh, with errors, or with questions an answer has just opened."""
    kb = services().kb
    path = pages.pages(kb, settled, journey.quick)
    before, after = pages.neighbours(path, kb, shown.id)
    ids = [page.id for page in path]
    return render_template(
        "questionnaire/page.html",
        journey=journey,
        page=shown,
        form=form,
        errors=errors,
        opened=opened,
        dropped=_dropped_names(journey.place.get("dropped", ()) if dropped is None else dropped),
        changing=changing,
        before=before,
        after=after,
        place=ids.index(shown.id) + 1 if shown.id in ids else None,
        count=len(ids),
        sheet=secrets.token_hex(8),
        was=windows.as_shown(journey.answers, shown.all),
    )


def _dropped_names(names: Any) -> list[str]:
    questions = services().kb.questions
    return [questions[name].wording for name in names if name in questions]


def _onward(section: Section | None) -> str:
    if section is None:
        return beside("questionnaire.check_answers")
    return beside("questionnaire.page", section=section.id)


def show_help(journey: Journey, onward: Section | None, again: Sequence[tuple[str, str]] = ()) -> str:
    """The help page, with a way to go on if the person wishes.

    `again` is the page as they sent it, to be sent once more.
    """
    return render_template(
        "guides/help.html",
        journey=journey,
        onward=_onward(onward),
        again=again,
        **help_context(journey.answers.get("country")),
    )


def show_device_notice(journey: Journey, settled: Settled) -> str:
    """What an employer's device can mean, and the choice of whether anything is kept on it."""
    _, after = pages.neighbours(
        pages.pages(services().kb, settled, journey.quick), services().kb, first_section().id
    )
    following = after.section if after else None
    return render_template(
        "questionnaire/device.html",
        journey=journey,
        unsure=journey.answers.get(pages.DEVICE) != "yes",
        onward=_onward(following),
        then=following.id if following else CHECK,
    )


def show_check(journey: Journey, errors: tuple[FormError, ...] = ()) -> str:
    """The check-your-answers page; the plan's views show it too, where answers give no plan."""
    kb, settled = services().kb, settled_now(journey)
    if journey.kept:
        journey = journeys.move(journey, at=CHECK)
    shown = [
        (section, names)
        for section in kb.sections
        if (
            names := [
                name
                for name in section.questions
                if name in settled.asked
                and (not journey.quick or kb.questions[name].quick or name in settled.answers)
            ]
        )
    ]
    path = pages.pages(kb, settled, journey.quick)
    return render_template(
        "questionnaire/check.html",
        journey=journey,
        errors=errors,
        shown=shown,
        answers=settled.answers,
        questions=kb.questions,
        dropped=_dropped_names(journey.place.get("dropped", ())),
        last=path[-1] if path else None,
        more=bool(pages.pages(kb, settled, quick=False)),
    )
