"""The pages of the questionnaire, the check-your-answers page, and where the answers are kept.

Kept answers: every page is sent, stored, and answered with a redirect. Carried answers: every page is sent
and the next one comes straight back, with the answers in it.
"""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from engine.language import gettext as _
from engine.language import ngettext, number
from engine.schema import Section
from webapp import journey as journeys
from webapp import services
from webapp.addresses import attach, beside, for_client
from webapp.journey import Journey
from webapp.plans import making
from webapp.questionnaire import pages, rows
from webapp.questionnaire.changing_rows import CHANGES, change_rows
from webapp.questionnaire.forms import check, page_form
from webapp.questionnaire.pages import Page, Settled
from webapp.questionnaire.showing import (
    CHECK,
    first_section,
    form_as_it_stands,
    go,
    questions_shown,
    render_page,
    settled_now,
    show_apart,
    show_check,
    show_device_notice,
    show_help,
    show_page,
    where_rows_stand,
)
from webapp.questionnaire.taking_back import taken_back, without
from webapp.questionnaire.turns import read_turn
from webapp.questionnaire.unread import readable
from webapp.questionnaire.windows import APART

TO = "to-"
"""How the action begins with which our script goes to another page, as the browser's own Back asks for it."""

blueprint = Blueprint("questionnaire", __name__)
attach(blueprint)


@blueprint.get("/")
def resume() -> ResponseReturnValue:
    """Back to where the person left off."""
    journey = journeys.current()
    at = journey.place.get("at") if journey.kept else None
    if at == CHECK:
        return redirect(url_for(".check_answers"))
    known = {section.id for section in services().kb.sections}
    return redirect(url_for(".page", section=at if at in known else first_section().id))


@blueprint.post("/begin")
def begin() -> ResponseReturnValue:
    """Begins by a way in from the start page, which answers one question. The device still comes first."""
    stage = request.form.get("stage")
    if stage not in pages.WAYS_IN:
        abort(404)
    journey, _settled = journeys.record(journeys.current(), {pages.STAGE: stage})
    return go(journey, first_section())


@blueprint.route("/<section>", methods=["GET", "POST"])
def page(section: str) -> ResponseReturnValue:
    """One section: shown, or sent with an `action`: next, back, keep, help, open (show only), to-SECTION
    (save, then show that one), or one that changes rows (`changing_rows`) or takes an answer back
    (`taking_back`).
    """
    found = _section(section)
    journey = journeys.current()
    if request.method == "GET":
        if not journey.kept and found is not first_section():
            return redirect(url_for(".page", section=first_section().id))
        return show_page(journey, found, changing=request.args.get("from") == CHECK)
    if request.form.get("action") == "open":
        return show_page(journey, found, changing=_changing())
    return _take(journey, found, request.form.get("action", "next"))


@blueprint.post("/<section>/turn")
def turn(section: str) -> ResponseReturnValue:
    """For our script: saves a page in passing (if answers are kept), and gives the questions it shows now."""
    found = _section(section)
    journey = journeys.current()
    before = _posted_page(found)
    form = page_form(services().kb, before.all, journey.answers, request.form)
    form.validate()
    changes = form.changes()
    noted, saved = journeys.note(journey, changes, read_turn(request.form))
    here = {**noted.answers, **readable(changes)}
    merged = {name: value for name, value in here.items() if value is not None}
    settled = pages.settle(services().kb, merged)
    in_rows = {one for one in before.all if one in rows.questions(found, settled.asked)}
    now = pages.page_now(services().kb, settled, before, journey.quick, before.all, staying=in_rows)
    fresh = page_form(services().kb, now.all, merged, typed=noted.typed)
    html = render_template("questionnaire/questions.html", errors=(), **questions_shown(now, fresh))
    opened = sum(name not in before.all for name in now.all)
    return jsonify(saved=saved, shown=now.all, html=html, says=_says(opened, saved))


def _says(opened: int, saved: bool) -> str:
    """What a reader that speaks is told after a change; empty where there is nothing to tell."""
    parts = []
    if opened:
        parts.append(
            ngettext(
                "One more question has opened below.",
                "%(n)s more questions have opened below.",
                opened,
                n=number(opened),
            )
        )
    if saved:
        parts.append(_("Saved."))
    return " ".join(parts)


@blueprint.route("/check", methods=["GET", "POST"])
def check_answers() -> ResponseReturnValue:
    """Every answer at a glance, before the plan."""
    journey = journeys.current()
    if request.method == "GET" and not journey.kept:
        return redirect(url_for(".page", section=first_section().id))
    return show_check(journey)


@blueprint.post("/further")
def further() -> ResponseReturnValue:
    """Answer more, for a closer plan: the first page that has questions beyond the quick ones."""
    journey = journeys.move(journeys.current(), quick=False)
    path = pages.pages(services().kb, settled_now(journey), quick=False)
    return go(journey, path[0].section if path else None)


@blueprint.post("/keep")
def keep() -> ResponseReturnValue:
    """Keep the carried answers here from now on, and go on where the person was."""
    journey = journeys.keep(journeys.current())
    then = request.form.get("then", "")
    if then == "plan":
        journey = making.make(journey)
        return _code_first(journey, then) or redirect(beside("plans.show"), 303)
    section = _section(then) if then != CHECK else None
    return _code_first(journey, then) or go(journey, section)


def _code_first(journey: Journey, at: str) -> ResponseReturnValue | None:
    """Where others use the device too, what has just been kept gets a code before anything else."""
    if not journey.code_comes_first or for_client():
        return None
    if not journey.has_plan:
        journeys.move(journey, at=at)
    return redirect(url_for("coming_back.code"), 303)


@blueprint.post("/let-go")
def let_go() -> ResponseReturnValue:
    """Remove what is kept and go on with the answers in the page only."""
    if for_client():
        abort(404)
    journey = journeys.let_go(journeys.current())
    settled = settled_now(journey)
    _before, after = pages.neighbours(
        pages.pages(services().kb, settled, journey.quick), services().kb, first_section().id
    )
    return go(journey, after.section if after else None)


def _section(name: str) -> Section:
    found = next((section for section in services().kb.sections if section.id == name), None)
    if found is None:
        abort(404)
    return found


def _changing() -> bool:
    return request.form.get("return") == CHECK


def _posted_page(section: Section) -> Page:
    """The page as the person had it before them, from the hidden names it was sent with."""
    shown, known = set(request.form.getlist("shown")), set(request.form.getlist("known"))
    return Page(
        section,
        tuple(name for name in section.questions if name in shown),
        tuple(name for name in section.questions if name in known - shown),
    )


def _take(journey: Journey, section: Section, action: str) -> ResponseReturnValue:
    """A page that was sent: store what can be read, then go where `action` leads, or show it again."""
    kb, today = services().kb, services().today()
    posted = _posted_page(section)
    emptied = taken_back(action)
    if emptied is not None and emptied not in posted.all:
        abort(400)
    sent = without(request.form, emptied)
    form = page_form(kb, posted.all, journey.answers, sent)
    errors = check(kb, form, journey.answers, today)
    if action.startswith(CHANGES):
        return change_rows(journey, posted, form, action, _changing()) or abort(400)
    helped, noticed = bool(journey.place.get("helped")), _noticed(journey)
    journey, settled = journeys.record(journey, form.changes(), read_turn(request.form), at=section.id)
    now = pages.page_now(kb, settled, posted, journey.quick, posted.all)
    opened = tuple(name for name in now.all if name not in posted.all)
    after = _after(journey, settled, section)
    unsafe = _unsafe(journey)
    if unsafe != helped:
        journey = journeys.move(journey, helped=unsafe)
    if action == "keep":
        journey = journeys.keep(journey)
    if action == "help" or (unsafe and not helped):
        if errors or opened or pages.DEVICE in posted.all:  # this page has more to say before the next
            return show_help(journey, section, again=_as_sent(posted, sent))
        return show_help(journey, after if action == "next" else section)
    if journey.kept and journey.place.get(APART):
        return show_apart(journey, settled, posted, sent, errors, _changing())
    if emptied:
        fresh, _errors = form_as_it_stands(journey, settled, now)
        return render_page(
            journey, settled, now, fresh, dropped=settled.dropped, changing=_changing(), emptied=emptied
        )
    if action == "keep":
        return _code_first(journey, section.id) or go(journey, section, changing=_changing())
    if action.startswith(TO):
        target = action.removeprefix(TO)
        return go(journey, None if target == CHECK else _section(target))
    if action == "back":
        before, _following = pages.neighbours(pages.pages(kb, settled, journey.quick), kb, section.id)
        return go(journey, None if _changing() else before.section if before else first_section())
    if errors:
        posted, form, errors = where_rows_stand(journey, settled, posted, form, errors)
        return render_page(journey, settled, posted, form, errors, dropped=(), changing=_changing()), 422
    if opened:
        fresh = page_form(kb, now.all, settled.answers)
        return render_page(
            journey, settled, now, fresh, opened=opened, dropped=settled.dropped, changing=_changing()
        )
    if pages.DEVICE in posted.all and not for_client():
        if journey.answers.get(pages.DEVICE) == pages.OWN_DEVICE:
            journey = journeys.keep(journey)
        elif journey.answers.get(pages.DEVICE) != noticed or not journey.kept:
            device = journey.answers.get(pages.DEVICE)
            return show_device_notice(journeys.move(journey, noticed=device), settled)
    return go(journey, after, dropped=settled.dropped)


def _after(journey: Journey, settled: Settled, section: Section) -> Section | None:
    """The section that follows; None for the check-your-answers page."""
    if _changing():
        return None
    path = pages.pages(services().kb, settled, journey.quick)
    _before, after = pages.neighbours(path, services().kb, section.id)
    return after.section if after else None


def _as_sent(page: Page, sent: MultiDict[str, str]) -> list[tuple[str, str]]:
    """What was filled in on a page, to be sent once more: what can't be read is nowhere else."""
    names = {*page.all, "shown", "known", "return"}
    return [(name, value) for name, value in sent.items(multi=True) if name in names]


def _noticed(journey: Journey) -> object:
    """The answer about the device that the notice was last shown for."""
    return journey.place.get("noticed", pages.OWN_DEVICE)


def _unsafe(journey: Journey) -> bool:
    question, code = pages.UNSAFE
    return journey.answers.get(question) == code
