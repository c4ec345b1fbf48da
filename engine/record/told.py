"""What reports are written from: the entries that may leave, the goals, and the days that are spoken of."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.goals.goal import Goal
from engine.language import full_day
from engine.language import gettext as _
from engine.record.entries import Entry
from engine.record.goal_lines import as_it_was, belongs
from engine.record.proofs import one_line

WEEK = datetime.timedelta(days=6)

LONG_AGO = datetime.date.min
"""A day before all that was written down."""

_STRAIGHT_OPENING = re.compile(r'(?<![^\s(\[“‘])"')


@dataclass(frozen=True, slots=True)
class Told:
    """What the words are made from. `talk` is the check-in that a letter is about, `goal` the goal."""

    entries: Sequence[Entry]
    """The newest first, as `entries_of` gives them."""
    goals: tuple[Goal, ...]
    today: datetime.date
    """The last day that is spoken of."""
    talk: Entry | None = None
    goal: Goal | None = None
    since: datetime.date | None = None
    """The first day of the week that is spoken of; None: six days before the last."""
    plan: tuple[datetime.date, datetime.date] | None = None
    """The first and the last day of the plan, where there is one."""

    @property
    def begins(self) -> datetime.date:
        """The first day of the week."""
        return self.since or self.today - WEEK

    @property
    def is_over(self) -> bool:
        """Whether the plan's last day has gone by."""
        return self.plan is not None and self.today > self.plan[1]

    @property
    def goals_then(self) -> tuple[Goal, ...]:
        """The goals as they were on the last day that is spoken of."""
        return tuple(as_it_was(goal, self.today) for goal in self.goals)

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries that may be told: nothing of how anyone feels, and nothing that is marked private."""
        return tuple(one for one in self.entries if one.kind != "mood" and not one.private)

    def evidence(self, since: datetime.date, goal: Goal | None = None) -> list[Entry]:
        """What was done from a day until the last one, the earliest first; of one goal, or of all."""
        return [
            one
            for one in reversed(self.shown)
            if one.kind == "evidence"
            and since <= one.on <= self.today
            and (goal is None or belongs(one, goal, self.goals))
        ]

    def feedback(self, since: datetime.date, goal: Goal | None = None) -> list[Entry]:
        """What was said from a day until the last one, the latest first; of one goal, or of all."""
        return [
            one
            for one in self.shown
            if one.kind == "feedback"
            and since <= one.on <= self.today
            and (goal is None or belongs(one, goal, self.goals))
        ]

    def check_ins(self) -> list[Entry]:
        """The latest first, those to come too."""
        return [one for one in self.shown if one.kind == "check_in"]


def said_words(entry: Entry) -> str:
    """`“Right every time” (my manager, 1 March 2026)`."""
    said, day = within_marks(one_line(entry.says("said"))), full_day(entry.on)
    if entry.says("who"):
        return _("“%(said)s” (%(who)s, %(day)s)", said=said, who=entry.says("who"), day=day)
    return _("“%(said)s” (%(day)s)", said=said, day=day)


def within_marks(text: str) -> str:
    """A text as it stands between quotation marks: without a pair that enclosed all of it, and with its own
    quotations in single ones. A mark without its other half, such as that of inches, is no quotation.
    """
    openings = {match.start() for match in _STRAIGHT_OPENING.finditer(text)}
    open_yet: list[int] = []
    pairs: dict[int, int] = {}
    for at, sign in enumerate(text):
        if sign == "“" or at in openings:
            open_yet.append(at)
        elif sign in '”"' and open_yet:
            pairs[open_yet.pop()] = at
    last = len(text) - 1
    if text and pairs.get(0) == last:
        return within_marks(text[1:last].strip())
    single = {**dict.fromkeys(pairs, "‘"), **dict.fromkeys(pairs.values(), "’")}
    # half a pair at either end was meant for the whole
    bare = {at for at in (0, last) if text[at : at + 1] in ("“", "”") and at not in single}
    return "".join(single.get(at, sign) for at, sign in enumerate(text) if at not in bare).strip()
