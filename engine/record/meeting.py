"""The page of a check-in before it: what could be brought, from the record, the plan and the goals."""

from __future__ import annotations

from collections.abc import Mapping

from engine.record.entries import Entry
from engine.record.report_words import last_talk, report_words
from engine.record.told import Told

BEFORE = ("questions", "proof", "block", "ask")


def suggested(told: Told, progress: Mapping[str, str]) -> dict[str, str]:
    """Field of a check-in -> words to begin with; {} once the person has written down what they bring.

    `told.talk` is the check-in; `progress` holds the words of the ticks (engine/progress_words.py).
    """
    if told.talk is not None and any(told.talk.says(name) for name in BEFORE):
        return {}
    before = last_talk(told)
    words = report_words(told)
    proof = words["proof_lately"] or progress.get("done_this_week", "")
    found = {
        "questions": _asked(words, before),
        "proof": proof,
        "block": before.says("block") if before else "",
        "ask": progress.get("next_steps", ""),
    }
    return {name: _bare(text) for name, text in found.items() if text}


def _asked(words: Mapping[str, str], before: Entry | None) -> str:
    """What was left open, and the last feedback, to ask about."""
    still = words["open_questions"] if before else ""
    return "\n".join(part for part in (still, words["last_feedback"]) if part)


def _bare(text: str) -> str:
    return "\n".join(line.removeprefix("- ") for line in text.splitlines())
