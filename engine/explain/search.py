"""The search for the fewest changed answers that bring a strategy into the plan.

Sets of one changed answer are tried first, then of two, and so on. From each sheet that does not bring the
strategy, only answers are changed that its `Need` names. So nothing is missed among the values that are
tried, and most sets are never looked at. The same sheet always gives the same answer: work is counted, not
timed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.conditions import Value
from engine.explain.needs import NEVER, Need, Needs
from engine.explain.trials import IN_PLAN, Trial, Trials
from engine.explain.values import Width
from engine.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a search goes: changed answers at most, and for each number of them, and each width of the
    values, the sheets tried and the whole plans made.
    """

    changes: int = 5
    sheets: int = 6_000
    plans: int = 1_500


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to. `changes` is None where nothing was found.

    `proven`: every smaller set of changes was tried (or, with none found, every set up to `up_to`, or there
    is no way at all).
    """

    changes: Mapping[str, Value | None] | None
    falls_away: tuple[str, ...]
    up_to: int
    proven: bool
    no_way: bool = False


class _Spent(Exception):
    """A limit is reached."""


SHEETS_AFTER, PLANS_AFTER = 300, 30
"""What is tried after the first set that works, to find a simpler one of the same size."""

PASSES: tuple[tuple[Width, bool], ...] = (("near", False), ("near", True), ("wide", True))
"""How values are chosen, and whether room is sought everywhere or only by more hours and a better score: the
likely first, all of it last.
"""

Key = frozenset[tuple[str, Value | None]]


@dataclass
class Search:
    """One search from one sheet."""

    knowledge: KnowledgeBase
    trials: Trials
    limits: Limits
    _seen: dict[Key, Trial] = field(default_factory=dict)
    _done: set[Key] = field(default_factory=set)
    _hits: list[tuple[tuple[int, int, int, int], dict[str, Value | None]]] = field(default_factory=list)
    _ends_at: tuple[int, int] | None = None
    _width: Width = "near"
    _everywhere: bool = False
    _thinned: bool = False

    def __post_init__(self) -> None:
        self._needs = Needs(self.knowledge, self.trials.strategy, self.trials.today)
        self._own = self._needs.own | {"hours_per_week"}
        self._order = {name: number for number, name in enumerate(self.knowledge.questions)}

    def run(self) -> Found:
        """The fewest changes, the simplest of the same number."""
        start = self._trial({})
        least = self._need(start, {}, self.limits.changes).changes
        if least >= NEVER:
            return Found(None, (), 0, proven=True, no_way=True)
        proven = True
        for size in range(least, self.limits.changes + 1):
            for width, everywhere in PASSES:
                complete = self._tried_all(size, width, everywhere)
                if self._hits:
                    changes = self._without_idle(min(self._hits, key=lambda hit: hit[0])[1])
                    gone = sorted(self._trial(changes).ignored - start.ignored, key=self._order.__getitem__)
                    return Found(changes, tuple(gone), size, proven)
            proven = proven and complete and not self._thinned
        return Found(None, (), self.limits.changes, proven)

    def _tried_all(self, size: int, width: Width, everywhere: bool) -> bool:
        """Tries sets of `size` changes until one works; whether all were tried."""
        self._done.clear()
        self._width, self._everywhere = width, everywhere
        self._ends_at = self.trials.sheets + self.limits.sheets, self.trials.plans + self.limits.plans
        try:
            self._deepen({}, size)
        except _Spent:
            return False
        finally:
            self._ends_at = None
        return True

    def _trial(self, changes: dict[str, Value | None], keep: bool = True) -> Trial:
        key = frozenset(changes.items())
        known = self._seen.get(key)
        if known is not None:
            return known
        if self._ends_at is not None:
            sheets, plans = self._ends_at
            if self.trials.sheets >= sheets or self.trials.plans >= plans:
                raise _Spent
        trial = self.trials.make(changes)
        if keep:
            self._seen[key] = trial
        return trial

    def _need(self, trial: Trial, changes: Mapping[str, object], at_most: int) -> Need:
        return self._needs.of(trial, frozenset(changes), at_most)

    def _deepen(self, changes: dict[str, Value | None], left: int) -> None:
        trial = self._trial(changes, keep=left > 0)
        if trial.code == IN_PLAN:
            self._hit(changes, trial)
            return
        if not left:
            return
        need = self._need(trial, changes, left)
        if need.changes > left:
            return
        width = self._width
        if trial.code == "no_room":
            width, self._thinned = "room", True
        near = need.questions if self._everywhere or width != "room" else need.questions & self._own
        for name in sorted(near, key=self._turn):
            question, now = self.knowledge.questions[name], self.trials.read.get(name)
            for value in self._needs.values.of(question, now, width):
                further = {**changes, name: value}
                key = frozenset(further.items())
                if key in self._done:
                    continue
                self._done.add(key)
                self._deepen(further, left - 1)

    def _without_idle(self, changes: dict[str, Value | None]) -> dict[str, Value | None]:
        """The changes without those that nothing hangs on: a smaller set may have been cut off by a limit."""
        for name in list(changes):
            fewer = {other: value for other, value in changes.items() if other != name}
            if self._trial(fewer).code == IN_PLAN:
                changes = fewer
        return changes

    def _turn(self, name: str) -> tuple[bool, bool, bool, int]:
        """More time first, dates and what is sensitive last, in the order of the questionnaire."""
        question = self.knowledge.questions[name]
        return name != "hours_per_week", question.sensitive, question.type == "date", self._order[name]

    def _hit(self, changes: dict[str, Value | None], trial: Trial) -> None:
        """Notes a set that works, with how far it is from what the person said."""
        if not self._hits:
            self._ends_at = self.trials.sheets + SHEETS_AFTER, self.trials.plans + PLANS_AFTER
        gone = trial.ignored - self._trial({}).ignored
        questions = [self.knowledge.questions[name] for name in changes]
        delicate = sum(2 * question.sensitive + (question.type == "date") for question in questions)
        far = sum(_distance(self.trials.read.get(name), value) for name, value in changes.items())
        self._hits.append(((len(gone), delicate, far, len(self._hits)), dict(changes)))


def _distance(old: Value | None, new: Value | None) -> int:
    """How much one answer changes: options put in and taken out of a set; two for giving up an answer."""
    if new is None:
        return 2
    if isinstance(new, tuple):
        return len(set(new) ^ set(old if isinstance(old, tuple) else ()))
    return 1
