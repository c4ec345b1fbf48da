"""A report's words: its letter, filled from the answers, the ticks, the record and the goals.

There is one way of filling, that of the letters (`webapp/guides/letters.py`); here a worksheet becomes
a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.record.entries import Entry
from engine.record.report_words import Told, report_words
from engine.record.reports import KINDS, LONGEST_SUBJECT, LONGEST_TEXT
from webapp import services
from webapp.goals.keeping import words_of_goals
from webapp.guides.letters import FilledLetter, FilledPart, fill_for
from webapp.journey import Journey
from webapp.record.at_hand import ticks_told, told_by


@dataclass(frozen=True, slots=True)
class Written:
    """A subject line and the text under it."""

    subject: str
    text: str


def write(journey: Journey, kind: str, goal: str = "", talk: Entry | None = None) -> Written:
    """A report of a kind as the record has it today; about a goal (its id) or a check-in, where it is."""
    letter = services().kb.letters[KINDS[kind].letter]
    told = told_by(journey, talk, goal)
    ready = fill_for(letter, journey.answers, _words(journey, told))
    subject = ready.subject or ready.letter.title
    if KINDS[kind].about == "goal" and told.goal is not None:
        subject = f"{subject}: {told.goal.title}"
    return Written(subject[:LONGEST_SUBJECT], as_text(ready)[:LONGEST_TEXT])


def letter_words(journey: Journey, with_record: bool) -> dict[str, str]:
    """What any letter may say beside the answers; without the record where a coach opens it."""
    return _words(journey, told_by(journey, with_record=with_record))


def _words(journey: Journey, told: Told) -> dict[str, str]:
    """All that a letter may say; where a check-in names no step, the plan's next ones stand there."""
    progress, record = ticks_told(journey), report_words(told)
    mine = record["talk_mine"] or progress.get("next_steps", "")
    return {**words_of_goals(journey), **progress, **record, "talk_mine": mine}


def as_text(ready: FilledLetter) -> str:
    """A letter's words; a worksheet part by part, with a line for each place."""
    if not ready.parts:
        return ready.body.strip() + "\n"
    return "\n\n".join("\n".join(_part(part)) for part in ready.parts).strip() + "\n"


def _part(filled: FilledPart) -> Iterator[str]:
    yield f"{filled.part.heading}\n"
    for text in filled.text:
        yield f"{text}\n"
    for line in filled.lines:
        yield f"{line.label}: {_indented(line.value)}".rstrip()
    for row in filled.rows:
        head, *rest = row
        yield head.value.rstrip() if head.value else ""
        for cell in rest:
            yield f"  {cell.label}: {_indented(cell.value)}".rstrip()
    for tick in filled.ticks:
        yield f"[ ] {tick.label}"


def _indented(text: str) -> str:
    """A text of several lines begins on a line of its own, each a little in."""
    lines = text.splitlines()
    if len(lines) < 2:
        return text.removeprefix("- ")
    return "\n" + "\n".join(f"    {line}" for line in lines)
