"""How far plans differ where people differ, over sheets drawn through the questionnaire.

Two populations: as people answer (`drawn_people.py`), and any answer as likely as another
(`prove/draws.py`).
The second stands for nobody, but no share of ours is in it, so a figure that holds in both rests on no
guess. `one_answer.py` looks at pairs of sheets that differ in one answer, `own_words.py` at the words of
goals and steps.
"""

from __future__ import annotations

import datetime
import itertools
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan
from engine.verify.drawn_people import as_people_answer
from engine.verify.one_answer import OneAnswer, one_answer_figures
from engine.verify.own_words import OwnWords, own_words
from engine.verify.prove.dates import TODAY
from engine.verify.prove.draws import sheets as any_sheets
from engine.verify.prove.search import Raw

SHEETS = 1000
MOST_FOUNDATION = 10
MOST_OF_A_PLAN = 1 / 3
MOST_PLANS = 0.6
LEAST_DIFFERENT = 0.5
FOLLOWS = 1.0
LEAST_OWN_STEPS = 0.25
LEAST_OWN_GOALS = 0.6

PEOPLE, EVENLY = "as people answer", "every answer as likely as another"
POPULATIONS: Mapping[str, Callable[[KnowledgeBase, int, int], Iterable[Raw]]] = {
    PEOPLE: as_people_answer,
    EVENLY: any_sheets,
}


@dataclass(frozen=True, slots=True)
class Population:
    """The figures of one way of drawing sheets. Shares are 0 to 1."""

    name: str
    plans: int
    sizes: tuple[int, int, int]
    """Items of the smallest, the median and the largest plan."""
    shared: float
    """Of a median pair: the items outside the foundation that both have, as a share of the shorter plan's."""
    shared_of_all: float
    """The same as a share of all items outside the foundation that either has."""
    largest_foundation: float
    """The foundation's largest share of a plan."""
    shares: Mapping[str, float]
    """Strategy -> the share of plans that it is in, most first."""
    pinned: Mapping[str, float]
    """Strategy -> the share of plans into which a safety rule put it."""
    never: tuple[str, ...]
    """Strategies in no plan."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Something the figures must show. `found` and `wanted` are words."""

    says: str
    found: str
    wanted: str
    met: bool


@dataclass(frozen=True, slots=True)
class Depth:
    """Every figure, with its aims."""

    foundation: tuple[str, ...]
    reserved: tuple[str, ...]
    """Stops that no plan goes without, such as the result in writing: common on purpose."""
    populations: tuple[Population, ...]
    one_answer: tuple[OneAnswer, ...]
    own_words: OwnWords

    def aims(self) -> Iterator[Aim]:
        """Every aim, and whether it is met."""
        count = len(self.foundation)
        yield Aim(
            "strategies in the foundation", str(count), f"at most {MOST_FOUNDATION}", count <= MOST_FOUNDATION
        )
        for one in self.populations:
            yield from self._aims_of(one)
        for pair in self.one_answer:
            found = f"{percent(pair.follows)} of {pair.asserted}"
            yield Aim(f"{pair.ref}: {pair.must}", found, "all", pair.follows >= FOLLOWS)
        own = self.own_words
        for what, share, least in (
            ("goals", own.goals, LEAST_OWN_GOALS),
            ("steps", own.steps, LEAST_OWN_STEPS),
        ):
            says = f"everything answered: {what} that speak of what was named"
            yield Aim(says, percent(share), f"at least {percent(least)}", share >= least)

    def _aims_of(self, one: Population) -> Iterator[Aim]:
        yield Aim(
            f"{one.name}: what the median pair of plans shares outside the foundation",
            percent(one.shared),
            f"under {percent(LEAST_DIFFERENT)} of the shorter plan",
            one.shared < LEAST_DIFFERENT,
        )
        yield Aim(
            f"{one.name}: the foundation's largest part of a plan",
            percent(one.largest_foundation),
            "at most a third",
            one.largest_foundation <= MOST_OF_A_PLAN + 1e-9,
        )
        name, share = self.commonest(one)
        yield Aim(
            f"{one.name}: the commonest strategy beside the foundation and the reserved stops ({name})",
            percent(share),
            f"at most {percent(MOST_PLANS)}",
            share <= MOST_PLANS,
        )
        never = ", ".join(one.never) or "none"
        yield Aim(f"{one.name}: strategies in no plan", never, "none", not one.never)

    def commonest(self, one: Population) -> tuple[str, float]:
        """The strategy in most plans that is neither of the foundation nor reserved, and its share.

        Where every answer is as likely as another, nearly everybody has a protected event or an offer behind
        them, and a safety rule pins advice for them. What is pinned there counts for nothing.
        """
        safety = one.pinned if one.name == EVENLY else {}
        counted = {
            name: share - safety.get(name, 0.0)
            for name, share in one.shares.items()
            if name not in self.foundation and name not in self.reserved
        }
        return max(counted.items(), key=lambda pair: (pair[1], pair[0]))


def percent(share: float) -> str:
    """A share as whole per cent."""
    return f"{share * 100:.0f} %"


def measure(
    knowledge: KnowledgeBase, count: int = SHEETS, seed: int = 0, today: datetime.date = TODAY
) -> Depth:
    """All figures over so many sheets of each population. The same seed gives the same figures."""
    return Depth(
        foundation=tuple(sorted(knowledge.foundation)),
        reserved=tuple(sorted(name for name, one in knowledge.strategies.items() if one.reserved)),
        populations=tuple(
            _population(knowledge, name, plans_of(knowledge, draw(knowledge, count, seed), today))
            for name, draw in POPULATIONS.items()
        ),
        one_answer=one_answer_figures(knowledge, max(count // 5, 1), seed, today),
        own_words=own_words(knowledge, max(count // 5, 1), seed, today),
    )


def plans_of(knowledge: KnowledgeBase, drawn: Iterable[Raw], today: datetime.date) -> list[Plan]:
    """The plans of drawn sheets; those whose dates can't be are left out."""
    tried = (_plan(knowledge, raw, today) for raw in drawn)
    return [plan for plan in tried if plan is not None]


def _plan(knowledge: KnowledgeBase, raw: Raw, today: datetime.date) -> Plan | None:
    try:
        return make_plan(knowledge, raw, today, "compiled")
    except InputError:
        return None


def _population(knowledge: KnowledgeBase, name: str, plans: list[Plan]) -> Population:
    items = [frozenset(item.id for item in plan.items) for plan in plans]
    foundation = knowledge.foundation
    counts = Counter(itertools.chain.from_iterable(items))
    pinned = Counter(item.id for plan in plans for item in plan.items if item.pinned)
    sizes = sorted(len(one) for one in items)
    shared, shared_of_all = _overlaps(items, foundation)
    return Population(
        name=name,
        plans=len(plans),
        sizes=(sizes[0], sizes[len(sizes) // 2], sizes[-1]),
        shared=shared,
        shared_of_all=shared_of_all,
        largest_foundation=max(len(one & foundation) / len(one) for one in items),
        shares={one: count / len(plans) for one, count in counts.most_common()},
        pinned={one: count / len(plans) for one, count in pinned.items()},
        never=tuple(
            one
            for one, strategy in knowledge.strategies.items()
            if one not in counts and strategy.status != "retired"
        ),
    )


def _overlaps(items: list[frozenset[str]], foundation: frozenset[str]) -> tuple[float, float]:
    """Of the median pair: what both have, of the shorter one's items and of all that either has."""
    bits = {name: 1 << place for place, name in enumerate(sorted(frozenset().union(*items) - foundation))}
    plans = [sum(bits[name] for name in one - foundation) for one in items]
    shorter, either = [], []
    for one, other in itertools.combinations(plans, 2):
        both = (one & other).bit_count()
        shorter.append(both / max(min(one.bit_count(), other.bit_count()), 1))
        either.append(both / max((one | other).bit_count(), 1))
    return (statistics.median(shorter), statistics.median(either)) if shorter else (0.0, 0.0)
