"""Texts with the person's own answers in them: `{question_id|words that stand without it}`.

Quotation marks around the name, as in `{“main_goal”|your goals}`, stand only where there is an answer: a
goal that begins with a verb then reads well in any sentence. A long answer is quoted by its first words, so
that it does not bury the sentence around it.

Letters can also say what was done: the names in `PROGRESS`, filled from the ticks on the plan by
`engine/progress_words.py`, and those in `RECORD`, filled from the record and the goals.

A placeholder without a fallback that has no answer makes the text incomplete; `fill` then gives None, so that
the next wording in a list can be taken.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from engine.answers_text import PERCENT, in_text, with_percent
from engine.conditions import Value
from engine.language import full_day
from engine.schema import Question

Dates = Mapping[str, datetime.date]
"""By the placeholder that each stands for."""
PLAN_DATES = ("today", "starts", "ends", "midpoint")
ITEM_DATES = (*PLAN_DATES, "start", "due")
PROGRESS: Mapping[str, str] = {
    "done_this_week": "what was finished or gone on with in the last seven days, a line each",
    "done_so_far": "what was finished since the start, with its day, a line each",
    "next_steps": "what comes next, with its day, at most three lines",
    "still_to_do": "what was due in the week and is not done, with any day to come, under a heading",
    "next_week_on": "what comes after the week, with its day, at most three lines",
}
"""Placeholder of a letter -> what stands in it. Each needs a fallback: perhaps nothing is ticked yet."""
RECORD: Mapping[str, str] = {
    "week": "the Monday of the week that a report speaks of",
    "plan_day": "how far the plan has come, in a sentence: its day, or that it is over",
    "plan_until": "the plan's last day, in a sentence",
    "end_question": "once the plan is over, or every goal is met: what a talk ends with",
    "open_goals": "each goal that is open, the most off track first, with a question where one is missing",
    "hours_go_to": "the goal most off track as the one that most hours go to, in a sentence",
    "goals_this_week": "each goal: its target, where it stands, what was done for it this week, what is next",
    "also_done": "what was done this week for no goal that is listed, a line each",
    "goals_so_far": "each goal: its target, start, now, a proof, and met, on course or not there yet",
    "proof_of_goals": "where each goal stands and its newest proof, a line each",
    "what_is_done": "each goal that is met, with its number, and what was finished, a line each",
    "proof_lately": "what was done since the last check-in, with day and place, and new numbers, a line each",
    "open_questions": "what is open: the check-in's own questions, else those of the last one, a line each",
    "last_feedback": "the latest feedback with its day, and what comes next, a line each",
    "in_the_way": "what is in the way, as the check-in of this week has it",
    "check_ins_missed": "each check-in that was moved or did not take place, as a fact, a line each",
    "time_lost": "each change of a target and each check-in that fell out, as a fact, a line each",
    "talks_this_week": "which check-ins of the week took place, and which not, under a heading",
    "talks_so_far": "the same since the start",
    "talk_fell_out": "the check-in that the letter is about did not take place, and what is asked for",
    "talk_day": "the day of the check-in that the letter is about",
    "talk_next": "the day of the check-in after it",
    "talk_well": "what was said to go well",
    "talk_wished": "what was asked for",
    "talk_mine": "what the person will do, a line each",
    "talk_theirs": "what the manager will do, a line each",
    "talk_open": "what is still open, a line each",
    "talk_ask": "what the person wants to ask for",
    "goal_heading": "what its words are called: those of the plan, or the person's",
    "goal_title": "the goal that the sheet is about, or the first one",
    "goal_target": "its target",
    "goal_by": "its last day",
    "goal_before": "targets that were asked for before, a line each",
    "goal_start": "where it stood at the start",
    "goal_now": "its newest number",
    "goal_now_day": "the day of that number",
    "goal_view": "met, on course or not there yet, where its numbers tell",
    "goal_stands": "its target, where it stood and stands and how the person sees it, as far as known",
    "goal_open": "where it stands and what is asked for, in sentences, where it is not met",
    "goal_course": "its numbers between the first and the newest, a line each",
    "goal_proofs": "what was done for it, with day and place, the earliest first, a line each",
    "goal_said": "what was said of it, with who and when, a line each; no wish for a change",
    **{
        f"proof_{when}{part}": f"the {when} one of three proofs: {what}"
        for when in ("early", "middle", "late")
        for part, what in (("_day", "its day"), ("", "what was done"), ("_place", "where it can be seen"))
    },
}
"""The same from the record and the goals (`engine/record/report_words.py`)."""
FILLED_LATER: Mapping[str, str] = {**PROGRESS, **RECORD}
PLACEHOLDER = re.compile(r"\{([“„‘‚«»‹›]?)([a-z][a-z0-9_]*)([”“’‘»«›‹]?)(?:\|([^{}]*))?\}")
"""Mark before, name, mark after, fallback."""
MOST_WORDS_QUOTED = 8


class Placeholder(NamedTuple):
    name: str
    fallback: str | None
    opening: str = ""
    closing: str = ""
    """Quotation marks for the answer, not for the fallback."""


def placeholders(text: str) -> Iterator[Placeholder]:
    """Every placeholder of a text, in order."""
    for match in PLACEHOLDER.finditer(text):
        yield Placeholder(match[2], match[4], match[1], match[3])


@lru_cache(maxsize=20_000)
def _parts(text: str) -> tuple[str | Placeholder, ...]:
    """A text of the knowledge base, cut at its placeholders."""
    parts: list[str | Placeholder] = []
    end = 0
    for match in PLACEHOLDER.finditer(text):
        parts += [text[end : match.start()], Placeholder(match[2], match[4], match[1], match[3])]
        end = match.end()
    return (*parts, text[end:])


def _quoted(words: str) -> str:
    """An answer as it stands between quotation marks: its first words where it is long."""
    parts = words.split()
    if len(parts) <= MOST_WORDS_QUOTED:
        return words.rstrip(".")
    return f"{' '.join(parts[:MOST_WORDS_QUOTED]).rstrip('.,;:')} …"


class Words:
    """What stands in the place of each placeholder for one person: answers, dates and progress, in words.

    Made once for many texts, since they name the same things over and over.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        answers: Mapping[str, Value],
        dates: Dates,
        progress: Mapping[str, str] | None = None,
    ):
        self._questions, self._answers = questions, answers
        self._said: dict[str, str | None] = {name: words for name, words in (progress or {}).items() if words}
        self.name_dates(dates)

    def name_dates(self, dates: Dates) -> None:
        """From now on these dates, by the placeholder that each stands for."""
        for name, date in dates.items():
            self._said[name] = full_day(date)

    def fill(self, text: str) -> str | None:
        """The text with these words in it; None where a placeholder has neither words nor a fallback."""
        if "{" not in text:
            return text
        said, filled = self._said, ""
        for part in _parts(text):
            if isinstance(part, str):
                filled += part
                continue
            words = said[part.name] if part.name in said else self._answer(part.name)
            if words == PERCENT and filled.rstrip().endswith(PERCENT):
                filled = filled.rstrip()  # the number before it has the sign
            elif words is not None:
                filled += f"{part.opening}{_quoted(words)}{part.closing}" if part.opening else words
            elif part.fallback is not None:
                filled += part.fallback
            else:
                return None
        return filled

    def _answer(self, name: str) -> str | None:
        question, words = self._questions.get(name), None
        if question is not None and name in self._answers and not question.sensitive:
            words = in_text(question, self._answers[name])
            words = with_percent(name, words, self._answers) if words else words
        self._said[name] = words
        return words


def fill(
    text: str,
    questions: Mapping[str, Question],
    answers: Mapping[str, Value],
    dates: Dates,
    progress: Mapping[str, str] | None = None,
) -> str | None:
    """One text with these words in it (see `Words`)."""
    return Words(questions, answers, dates, progress).fill(text)
