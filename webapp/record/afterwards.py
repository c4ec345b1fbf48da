"""Some weeks after the last day a person is asked, once, whether they still need what is kept (SE20)."""

from __future__ import annotations

import datetime

from engine.typed_days import as_day
from webapp import journey as journeys
from webapp import services
from webapp.addresses import for_client
from webapp.journey import Journey

WEEKS = 6
"""Long enough that nobody is asked while the last days are still being talked about."""
ASKED = "erasing_asked"
"""In the place: the person was asked, and keeps everything."""


def weeks_over(journey: Journey | None = None) -> int:
    """Whole weeks since the last day, where that is to be said; 0 where it is too early, or was said."""
    found = journey or journeys.current()
    if found.file is None or for_client() or found.place.get(ASKED):
        return 0
    ends = last_day_of_plan(found)
    if ends is None:
        return 0
    weeks = (services().today() - ends).days // 7
    return weeks if weeks >= WEEKS else 0


def last_day_of_plan(journey: Journey) -> datetime.date | None:
    """The last day of the plan that is kept; None where none is."""
    if journey.file is None:
        return None
    return as_day((services().store.read(journey.file, "plan") or {}).get("ends"))


def let_it_be(journey: Journey) -> None:
    """Never ask again."""
    if journey.file is not None:
        journeys.move(journey, **{ASKED: True})
