"""What the guide "how we know" adds from the data: each step under its grade, and each country's cover.

The limits of the advice are published here (SE29). They can't grow old beside the data: they are the data.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.evidence import by_grade
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.schema import Resource
from engine.standing import URGENT_KINDS, checked
from webapp.guides.help import COUNTRIES

GUIDE = "how_we_know"
"""The id of the guide that ends with this."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How many places to go one country has here, and how many of them a person has confirmed."""

    name: str
    crisis: int
    rights: int
    confirmed: int
    overdue: int
    next_look: datetime.date | None
    """The earliest day on which one of them is due for another look."""

    @property
    def places(self) -> int:
        return self.crisis + self.rights


def behind_the_advice(kb: KnowledgeBase, today: datetime.date) -> dict[str, Any]:
    """The values that the page adds: `grades`, `strategies` (how many in all), `sources` and `covers`."""
    grades = list(by_grade(kb))
    return {
        "grades": grades,
        "strategies": sum(len(found) for _, found in grades),
        "sources": kb.sources,
        "covers": list(_covers(kb, today)),
    }


def _covers(kb: KnowledgeBase, today: datetime.date) -> Iterator[Cover]:
    urgent = [one for one in kb.resources.values() if one.kind in URGENT_KINDS and one.status != "retired"]
    for code, name in COUNTRIES.items():
        here = [one for one in urgent if code in one.countries]
        if here:
            yield _cover(_(name), here, today)
    yield _cover(_("Anywhere else"), [one for one in urgent if not set(one.countries) - {"other"}], today)


def _cover(name: str, places: list[Resource], today: datetime.date) -> Cover:
    found = [checked(one, today) for one in places]
    days = [one.review_by for one in places if one.review_by is not None]
    return Cover(
        name,
        crisis=sum(one.kind == "crisis" for one in places),
        rights=sum(one.kind == "rights" for one in places),
        confirmed=sum(one.confirmed for one in found),
        overdue=sum(one.overdue for one in found),
        next_look=min(days, default=None),
    )
