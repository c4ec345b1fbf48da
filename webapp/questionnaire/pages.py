"""Which pages and questions a person sees, decided here and nowhere else. Pure: no Flask, no store.

The quick path asks the quick questions only. Afterwards "answer more" opens the pages that hold others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from engine.answers import asked, read_answers, to_plain
from engine.conditions import ANSWERED, Test
from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from engine.schema import Section
from webapp.questionnaire import rows

UNSAFE = ("coping", "i_do_not_feel_safe")
"""The answer that opens the help page at once (SE7)."""
DEVICE = "employer_device"
OWN_DEVICE = "no"
SHARED_DEVICE = "shared"
STAGE = "pip_stage"
WAYS_IN = ("no_plan", "passed", "extended", "ended")
"""Answers to it that the start page offers as ways in of their own."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Answers that can stand together, and the questions whose answers had to go."""

    answers: dict[str, Any]
    dropped: tuple[str, ...]
    asked: tuple[str, ...]


def settle(kb: KnowledgeBase, raw: Mapping[str, Any]) -> Settled:
    """The answers without those that hang on another answer, can't be read, or ask what is asked no more."""
    left = {name: value for name, value in raw.items() if value is not None}
    unreadable: list[str] = []
    while True:
        try:
            sheet = read_answers(kb, left)
            break
        except InputError as error:
            fields = {mistake.field for mistake in error.mistakes} & left.keys()
            if not fields:
                raise
            unreadable += sorted(fields)
            left = {name: value for name, value in left.items() if name not in fields}
    given = to_plain(sheet.given)
    stale = {name for name, value in given.items() if value not in (offered(kb, name, given) or (value,))}
    if stale:
        again = settle(kb, {name: value for name, value in given.items() if name not in stale})
        given, ask = again.answers, again.asked
    else:
        ask = tuple(name for name in asked(kb, sheet) if _is_worth_asking(kb, name, given))
    gone = {*sheet.ignored, *unreadable, *stale} - given.keys()
    return Settled(given, tuple(name for name in kb.questions if name in gone), ask)


def offered(kb: KnowledgeBase, name: str, answers: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The options to show where a question asks for one of those chosen just before; None: all it has.

    Such a question is single, hangs on a multi question being answered, and has the same options as it.
    """
    question = kb.questions[name]
    hangs_on = question.depends
    if question.type != "single" or not isinstance(hangs_on, Test) or hangs_on.operator != ANSWERED:
        return None
    before = kb.questions.get(hangs_on.name)
    if before is None or [one.value for one in before.options] != [one.value for one in question.options]:
        return None
    return tuple(answers.get(before.id) or ())


def _is_worth_asking(kb: KnowledgeBase, name: str, answers: Mapping[str, Any]) -> bool:
    """Not if there is but one thing to choose from."""
    options = offered(kb, name, answers)
    return options is None or len(options) > 1


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the questionnaire: a section, and the questions of it that are shown now."""

    section: Section
    questions: tuple[str, ...]
    """Shown openly."""
    known: tuple[str, ...] = ()
    """Answered on the quick path already: shown folded away."""

    @property
    def id(self) -> str:
        return self.section.id

    @property
    def all(self) -> tuple[str, ...]:
        """Every question on the page, in the section's order."""
        shown = {*self.questions, *self.known}
        return tuple(name for name in self.section.questions if name in shown)


def pages(kb: KnowledgeBase, settled: Settled, quick: bool) -> tuple[Page, ...]:
    """The pages of the quick path, or those that go further. A page without a question to ask is no page."""
    found = (page_of(kb, settled, section, quick) for section in kb.sections)
    return tuple(page for page in found if page.questions)


def page_of(
    kb: KnowledgeBase, settled: Settled, section: Section, quick: bool, opened: Collection[str] = ()
) -> Page:
    """One section as it is shown on this path; `opened` are questions of rows that show though unused."""
    open_now = whole_page(settled, section, opened).questions
    if quick:
        return Page(section, tuple(name for name in open_now if kb.questions[name].quick))
    if all(kb.questions[name].quick for name in open_now):
        return Page(section, ())
    known = tuple(name for name in open_now if kb.questions[name].quick and name in settled.answers)
    return Page(section, tuple(name for name in open_now if name not in known), known)


def whole_page(settled: Settled, section: Section, opened: Collection[str] = ()) -> Page:
    """A section with every question it can ask now, for changing an answer."""
    waiting = rows.waiting(section, settled.answers, opened)
    shown = (name for name in section.questions if name in settled.asked and name not in waiting)
    return Page(section, tuple(shown))


def page_now(
    kb: KnowledgeBase,
    settled: Settled,
    before: Page,
    quick: bool,
    opened: Collection[str],
    staying: Collection[str] = (),
) -> Page:
    """A page after some answers changed: what was open stays open, what was folded stays folded.

    `opened` are questions of rows that show though unused; `staying` are those that stay in any case.
    """
    section = before.section
    if quick:
        page = page_of(kb, settled, section, quick, opened)
        if page.questions:
            return page
    whole = {*whole_page(settled, section, opened).questions, *staying}
    known = tuple(name for name in section.questions if name in whole and name in before.known)
    return Page(section, tuple(name for name in section.questions if name in whole - {*known}), known)


def neighbours(path: tuple[Page, ...], kb: KnowledgeBase, section: str) -> tuple[Page | None, Page | None]:
    """The page before and the page after a section on this path, whether or not it is on it itself."""
    order = {one.id: place for place, one in enumerate(kb.sections)}
    here = order[section]
    before = [page for page in path if order[page.id] < here]
    after = [page for page in path if order[page.id] > here]
    return (before[-1] if before else None, after[0] if after else None)
