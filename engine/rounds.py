"""The rounds of habits that are over: the ticks that a habit had before it was started again.

They count beside the ticks of now, so that what was done for weeks is not lost with each new round. In a
file they stand in the document "changes", the newest last:

    "rounds": [{"id", "on", "ticks": {"item/step": "YYYY-MM-DD"}}]
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.model import PlanItem
from engine.typed_days import as_day

MOST_ROUNDS = 500
"""Nine habits a week for a year."""
MOST_TICKS = 20
"""Steps of one item; none has as many."""


@dataclass(frozen=True, slots=True)
class Round:
    """One of them: `ticks` as `item/step` -> the day of the tick; `on`, the next one was begun."""

    id: str
    on: datetime.date
    ticks: Mapping[str, datetime.date]

    @property
    def item(self) -> str:
        """The habit it is of, by strategy."""
        return next(iter(self.ticks), "").partition("/")[0]

    @property
    def done_on(self) -> datetime.date:
        """The day of its last tick."""
        return max(self.ticks.values())

    def is_whole(self, item: PlanItem) -> bool:
        """Whether all of this item was done in it."""
        return self.item == item.id and len(self.ticks) >= len(item.steps)


def rounds_from_json(data: Iterable[Mapping[str, Any]]) -> tuple[Round, ...]:
    """The rounds of a document. KeyError, TypeError or ValueError where it has another form."""
    return tuple(_round(one) for one in data)


def rounds_to_json(rounds: Iterable[Round]) -> list[dict[str, Any]]:
    """As a document holds them."""
    return [
        {
            "id": one.id,
            "on": one.on.isoformat(),
            "ticks": {key: day.isoformat() for key, day in one.ticks.items()},
        }
        for one in rounds
    ]


def _round(data: Mapping[str, Any]) -> Round:
    ticks = {str(key): _day(day) for key, day in data["ticks"].items()}
    if not (isinstance(data["id"], str) and 0 < len(ticks) <= MOST_TICKS):
        raise ValueError("not a round")
    return Round(data["id"], _day(data["on"]), ticks)


def _day(text: object) -> datetime.date:
    day = as_day(text) if isinstance(text, str) else None
    if day is None:
        raise ValueError("not a day")
    return day
