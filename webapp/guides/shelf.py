"""What there is to read, as it stands on the shelf: by kind, words to start from by when they help, looked
through by words, and what lies beside another page.

When a letter helps is read from the strategies that use it, so nobody keeps a second list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from engine.knowledge_base import KnowledgeBase
from engine.language import mark
from engine.model import PHASES
from engine.record.finding import plain
from engine.schema import Guide, Letter, Story
from engine.words import PHASE_TITLES

T = TypeVar("T", Guide, Letter, Story)
ANY_TIME = mark("At any time")
QUIETLY = mark("Quietly, beside the plan")

BESIDE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "device": (("privacy_at_work",), ()),
    "situation": (("understanding_a_pip", "first_48_hours"), ()),
    "standing": (("avoiding_the_next_one",), ("yearly_review_ask",)),
    "onward": (("avoiding_the_next_one",), ("fit_review",)),
    "outcome": (("career_impact",), ("closure_request",)),
    "goals": (("understanding_a_pip",), ("goal_worksheet", "clarify_goals")),
    "obstacles": (("understanding_a_pip",), ("cause_worksheet",)),
    "direction": (("career_impact",), ("before_you_resign",)),
    "support": (("understanding_a_pip",), ("support_request", "receipt_wording")),
    "performance": ((), ("measure_questions", "number_chart")),
    "interpersonal": ((), ("example_request", "words_for_feedback")),
    "technical": ((), ("skill_grid", "support_request")),
    "attendance": ((), ("on_time_checklist", "hours_request")),
    "rights": (("is_it_in_good_faith",), ("facts_for_an_adviser",)),
    "manager": (("is_it_in_good_faith",), ("hr_questions", "feedback_questions")),
    "wellbeing": ((), ("trusted_person_words", "counselling_first_call")),
    "career": (("career_impact",), ("money_runway_sheet",)),
    "record": (("privacy_at_work",), ("evidence_log_sheet", "same_day_summary_note")),
    "progress": (("seven_lessons",), ("midpoint_status_note",)),
}
"""A section of the questionnaire, or a page -> the guides and the letters that help there."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is shown; letters come by when they help: English heading -> letters."""

    guides: tuple[Guide, ...]
    letters: Mapping[str, tuple[Letter, ...]]
    worksheets: tuple[Letter, ...]
    stories: tuple[Story, ...]

    @property
    def found(self) -> int:
        """How many things there are."""
        letters = sum(len(some) for some in self.letters.values())
        return len(self.guides) + letters + len(self.worksheets) + len(self.stories)


def shelf(kb: KnowledgeBase, words: str = "") -> Shelf:
    """All there is; or, of that, what holds every one of these words somewhere."""
    wanted = plain(words).split()

    def fits(*texts: str) -> bool:
        whole = plain("\n".join(texts)) if wanted else ""
        return all(word in whole for word in wanted)

    letters = [
        one
        for one in alive(kb.letters)
        if fits(one.title, one.use_when, one.body, *(part.heading for part in one.sheet))
    ]
    return Shelf(
        guides=tuple(one for one in alive(kb.guides) if fits(*_of_guide(one))),
        letters=_by_when(kb, [one for one in letters if one.kind != "worksheet"]),
        worksheets=tuple(one for one in letters if one.kind == "worksheet"),
        stories=tuple(one for one in alive(kb.stories) if fits(one.title, one.who, one.shows, *one.text)),
    )


def alive(things: Mapping[str, T]) -> Iterator[T]:
    """Those that are not retired, in the order of the shelf."""
    return (one for one in things.values() if one.status != "retired")


def _of_guide(guide: Guide) -> Iterator[str]:
    yield from (guide.title, guide.summary)
    for part in guide.parts:
        yield from (part.heading, *part.text, *part.points)


def _by_when(kb: KnowledgeBase, letters: Iterable[Letter]) -> dict[str, tuple[Letter, ...]]:
    """The letters under the time of the first strategy that uses them, in the order of the phases."""
    when: dict[str, str] = {}
    order = sorted(kb.strategies.values(), key=lambda one: PHASES.index(one.phase))
    for one in order:
        heading = PHASE_TITLES[one.phase] if one.track == "improve" else QUIETLY
        for name in (*one.letters, *(step.letter for step in one.steps if step.letter)):
            if when.get(name) in (None, QUIETLY):  # where both paths use it, the plan's own time counts
                when[name] = heading
    groups: dict[str, list[Letter]] = {one: [] for one in (*PHASE_TITLES.values(), QUIETLY, ANY_TIME)}
    for letter in letters:
        groups[when.get(letter.id, ANY_TIME)].append(letter)
    return {heading: tuple(some) for heading, some in groups.items() if some}


def neighbours(things: Mapping[str, T], name: str) -> tuple[T | None, T | None]:
    """What stands before and after one on the shelf."""
    row = [one for one in things.values() if one.status != "retired" or one.id == name]
    at = next(place for place, one in enumerate(row) if one.id == name)
    return (row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None)


def beside(kb: KnowledgeBase, place: str) -> tuple[list[Guide], list[Letter]]:
    """The guides and the letters that help on a page."""
    guides, letters = BESIDE.get(place, ((), ()))
    return [kb.guides[name] for name in guides if name in kb.guides], [
        kb.letters[name] for name in letters if name in kb.letters
    ]
