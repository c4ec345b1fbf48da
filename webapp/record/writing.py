"""A report's words: its letter, filled from the answers, the ticks, the record and the goals.

There is one way of filling, that of the letters (`webapp/guides/letters.py`); a worksheet has its words as a
message beside its parts.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from engine.language import full_day
from engine.language import gettext as _
from engine.progress_words import still_ahead
from engine.record.entries import Entry
from engine.record.goal_lines import title_words
from engine.record.report_words import report_words
from engine.record.reports import KINDS, LONGEST_SUBJECT, LONGEST_TEXT
from engine.record.told import Told
from engine.record.weeks import last_day, usual_week
from engine.schema import Letter
from webapp import services
from webapp.goals.keeping import words_of_goals
from webapp.guides.letters import fill_for
from webapp.journey import Journey
from webapp.record.at_hand import earliest_day, ticks_told, told_by


@dataclass(frozen=True, slots=True)
class Written:
    """A subject line and the text under it."""

    subject: str
    text: str


def write(
    journey: Journey,
    kind: str,
    goal: str = "",
    talk: Entry | None = None,
    week: datetime.date | None = None,
) -> Written:
    """A report of a kind as the record has it today; about a goal (its id), a check-in or a week (its
    Monday), where it is about one.
    """
    letter = services().kb.letters[KINDS[kind].letter]
    told = _told(journey, week, talk, goal)
    ready = fill_for(letter, journey.answers, _words(journey, letter, told))
    subject = ready.subject or ready.letter.title
    if KINDS[kind].about == "goal" and told.goal is not None:
        subject = f"{subject}: {title_words(told.goal)}"
    elif not ready.subject and talk is not None:
        subject = _("%(title)s: %(day)s", title=subject, day=full_day(talk.on))
    text = without_bare_headings(ready.message) if ready.message else ready.body.strip() + "\n"
    return Written(subject[:LONGEST_SUBJECT], text[:LONGEST_TEXT])


def letter_words(journey: Journey, letter: Letter, with_record: bool) -> dict[str, str]:
    """What a letter may say beside the answers; without the record where a coach opens it."""
    if not with_record:
        return _words(journey, letter, told_by(journey, with_record=False))
    about = next((one.about for one in KINDS.values() if one.letter == letter.id), "")
    week = usual_week(services().today(), earliest_day(journey)) if about == "week" else None
    return _words(journey, letter, _told(journey, week))


def _told(journey: Journey, week: datetime.date | None, talk: Entry | None = None, goal: str = "") -> Told:
    """What a report of today is written from; with a week (its Monday), as things stood on its last day."""
    until = last_day(week, services().today()) if week is not None else None
    return told_by(journey, talk, goal, until, week)


def _words(journey: Journey, letter: Letter, told: Told) -> dict[str, str]:
    """All that a letter may say; where a check-in names no step, the plan's next ones stand there."""
    read_on = max(told.today, told.talk.on) if told.talk is not None else told.today
    progress = ticks_told(journey, told.today, told.since, letter.id, read_on)
    record = report_words(told)
    asks = still_ahead(services().kb, record["talk_ask"], read_on)
    together = {
        "talk_mine": record["talk_mine"] or progress.get("next_steps", ""),
        "proof_lately": record["proof_lately"] or progress.get("done_this_week", ""),
        "done_this_week": _both(record["also_done"], progress.get("done_this_week", "")),
        "what_is_done": _both(record["what_is_done"], progress.get("done_so_far", "")),
    }
    if asks:  # written beside the check-in, from these steps where nothing else was
        together["next_steps"] = asks
    return {**words_of_goals(journey), **progress, **record, **together}


def _both(one: str, other: str) -> str:
    return "\n".join(lines for lines in (one, other) if lines)


def without_bare_headings(text: str) -> str:
    """The text without headings that have nothing under them, and ended by one line break."""
    paragraphs = ("\n".join(line for line in one.split("\n") if line.strip()) for one in text.split("\n\n"))
    return "\n\n".join(one for one in paragraphs if one and not one.endswith(":")) + "\n"


def as_markdown(text: str) -> str:
    """The text with its lines kept apart where Markdown would run them together: two spaces end a line that
    another follows, and an empty line ends a list.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    apart = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        listed, goes_on = line.startswith("- "), bool(line and following)
        apart.append(f"{line}  " if goes_on and not listed and not following.startswith("- ") else line)
        if goes_on and listed and not following.startswith("- "):
            apart.append("")
    return "\n".join(apart)
