"""The page of a check-in before it: what could be brought, from the record, the plan and the goals."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from engine.record.entries import Entry
from engine.record.report_words import last_feedback, last_talk, report_words
from engine.record.told import Told

BEFORE = ("questions", "proof", "block", "ask")
ASKING = ("wish", "both")
"""Sorts of feedback that ask for a change."""


def suggested(told: Told, progress: Mapping[str, str]) -> dict[str, str]:
    """Field of a check-in -> words to begin with; {} once the person has written down what they bring.

    `told.talk` is the check-in; `progress` holds the words of the ticks (engine/progress_words.py).
    """
    if told.talk is not None and any(told.talk.says(name) for name in BEFORE):
        return {}
    before = last_talk(told)
    words = report_words(told)
    proof = words["proof_lately"] or progress.get("done_this_week", "")
    said = last_feedback(told, told.talk.on if told.talk else told.today)
    found = {
        "questions": _asked(words, before, said),
        "proof": proof,
        "block": before.says("block") if before else "",
        "ask": progress.get("next_steps", ""),
    }
    return {name: _bare(text) for name, text in found.items() if text}


def named_day(entries: Iterable[Entry], today: datetime.date) -> datetime.date | None:
    """The day that was named for the next check-in, where it is still to come and none is noted on it."""
    talks = [one for one in entries if one.kind == "check_in"]
    named = {day for one in talks if (day := one.day("next_on")) is not None and day >= today}
    return min(named - {one.on for one in talks}, default=None)


def _asked(words: Mapping[str, str], before: Entry | None, said: Entry | None) -> str:
    """What was left open, and the last feedback where it is said to ask for a change. Praise leaves nothing
    to ask, and the quick line doesn't ask how it was meant: an agenda has the last feedback all the same.
    """
    still = words["open_questions"] if before else ""
    wished = words["last_feedback"] if said is not None and said.says("sort") in ASKING else ""
    return "\n".join(part for part in (still, wished) if part)


def _bare(text: str) -> str:
    return "\n".join(line.removeprefix("- ") for line in text.splitlines())
