"""What the questionnaire answers with: a page, the check page, help, the device notice, or a redirect."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from engine.language import gettext as _
from engine.schema import Section
from webapp import journey as journeys
from webapp import services
from webapp.addresses import beside
from webapp.guides.help import help_context
from webapp.journey import Journey
from webapp.questionnaire import pages, rows, windows
from webapp.questionnaire.forms import FormError, PageForm, check, page_form
from webapp.questionnaire.pages import Page, Settled
from webapp.questionnaire.turns import read_turn
from webapp.questionnaire.unread import Unread, readable
from webapp.security import locking
from webapp.words import answer

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
    kb, settled, typed = services().kb, settled_now(journey), journey.typed
    if changing and not journey.quick:
        shown = pages.whole_page(settled, section, typed)
    else:
        shown = pages.page_of(kb, settled, section, journey.quick, typed)
        if not shown.questions:  # opened by its address
            shown = pages.whole_page(settled, section, typed)
    form, errors = form_as_it_stands(journey, settled, shown)
    return render_page(journey, settled, shown, form, errors, changing=changing)


def form_as_it_stands(
    journey: Journey, settled: Settled, shown: Page
) -> tuple[PageForm, tuple[FormError, ...]]:
    """The form of a page with what stands in its boxes, and what has to be put right in it."""
    kb = services().kb
    form = page_form(kb, shown.all, settled.answers, typed=journey.typed)
    if not any(name in form for name in journey.typed):
        return form, ()
    return form, check(kb, form, settled.answers, services().today())


@dataclass(frozen=True, slots=True)
class RowsChanged:
    """What a page tells of rows that were just added or removed."""

    group: str
    focus: str = ""
    """The question that takes the focus; empty: what was removed, or else the button to add one."""
    taken: rows.Taken | None = None
    says: str = ""


def render_page(
    journey: Journey,
    settled: Settled,
    shown: Page,
    form: PageForm,
    errors: tuple[FormError, ...] = (),
    opened: tuple[str, ...] = (),
    dropped: tuple[str, ...] | None = None,
    changing: bool = False,
    changed: RowsChanged | None = None,
    emptied: str = "",
) -> str:
    """A page with its form as it is now: fresh, with errors, or with questions an answer has just opened.

    `emptied` is the question whose answer was just taken back: there the person goes on.
    """
    kb = services().kb
    path = pages.pages(kb, settled, journey.quick)
    before, after = pages.neighbours(path, kb, shown.id)
    ids = [page.id for page in path]
    return render_template(
        "questionnaire/page.html",
        journey=journey,
        errors=errors,
        **questions_shown(shown, form, opened, changed, emptied),
        dropped=_dropped_names(journey.place.get("dropped", ()) if dropped is None else dropped),
        changing=changing,
        before=before,
        after=after,
        place=ids.index(shown.id) + 1 if shown.id in ids else None,
        count=len(ids),
        sheet=secrets.token_hex(8),
        was=windows.as_shown(journey.standing, shown.all),
    )


def questions_shown(
    shown: Page,
    form: PageForm,
    opened: tuple[str, ...] = (),
    changed: RowsChanged | None = None,
    emptied: str = "",
) -> dict[str, Any]:
    """What `questionnaire/questions.html` draws."""
    return {
        "page": shown,
        "form": form,
        "opened": opened,
        "blocks": rows.blocks(shown.section, shown.questions),
        "changed": changed,
        "emptied": emptied,
        "taken": rows.written(changed.taken) if changed and changed.taken else "",
    }


def show_apart(
    journey: Journey,
    settled: Settled,
    posted: Page,
    sent_as: MultiDict[str, str],
    errors: tuple[FormError, ...],
    changing: bool,
) -> tuple[str, int]:
    """The page as it was sent, where another window saved other answers: it names what stands there now."""
    questions, standing = services().kb.questions, journey.standing
    sent = page_form(services().kb, posted.all, journey.answers, sent_as)
    sent.validate()
    posted, form, errors = where_rows_stand(journey, settled, posted, sent, errors)
    apart = []
    for name in journey.place.get(windows.APART, ()):
        if name not in form:
            continue
        there = standing.get(name)
        says = _(
            "Meanwhile another window saved “%(answer)s” here. Choose what is to stay, then go on.",
            answer=there.says if isinstance(there, Unread) else answer(questions[name], there),
        )
        form[name].errors = [says]
        apart.append(FormError(name, questions[name].wording, says))
    others = tuple(error for error in errors if error.question not in {one.question for one in apart})
    return render_page(journey, settled, posted, form, (*others, *apart), changing=changing), 409


def where_rows_stand(
    journey: Journey, settled: Settled, posted: Page, sent: PageForm, errors: tuple[FormError, ...]
) -> tuple[Page, PageForm, tuple[FormError, ...]]:
    """The page as it was sent; or, where another window moved its rows, with each where it stands now."""
    kb, changes = services().kb, sent.changes()
    now = windows.followed(
        read_turn(request.form), journey.standing, journey.place, changes, rows.groups([posted.section])
    )
    if not now.moved or now.lost:
        return posted, sent, errors
    typed = {**journey.typed, **{name: one for name, one in now.changes.items() if isinstance(one, Unread)}}
    shown = pages.page_now(kb, settled, posted, journey.quick, tuple(now.changes))
    form = page_form(kb, shown.all, {**journey.answers, **readable(now.changes)}, typed=typed)
    return shown, form, check(kb, form, settled.answers, services().today())


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
    """What an employer's or a shared device can mean, and the choice of whether anything is kept on it."""
    _, after = pages.neighbours(
        pages.pages(services().kb, settled, journey.quick), services().kb, first_section().id
    )
    following = after.section if after else None
    then = following.id if following else CHECK
    if journey.code_comes_first:
        journey = journeys.move(journey, at=then)  # where the page with the code leads on to
    return render_template(
        "questionnaire/device.html",
        journey=journey,
        device=journey.answers.get(pages.DEVICE),
        pause=locking.minutes(shared=True),
        onward=_onward(following),
        then=then,
        reachable=_reachable(),
    )


def _reachable() -> str:
    """The address to type on a phone; empty where this program runs for this one computer only."""
    host = request.host
    name = host.rsplit(":", 1)[0].strip("[]")
    return "" if name == "localhost" or name.startswith("127.") or name == "::1" else host


def show_check(journey: Journey, errors: tuple[FormError, ...] = ()) -> str:
    """The check-your-answers page; the plan's views show it too, where answers give no plan."""
    kb, settled, typed = services().kb, settled_now(journey), journey.typed
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
                and name not in rows.waiting(section, settled.answers, typed)
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
        typed=typed,
        questions=kb.questions,
        dropped=_dropped_names(journey.place.get("dropped", ())),
        last=path[-1] if path else None,
        more=bool(pages.pages(kb, settled, quick=False)),
    )
