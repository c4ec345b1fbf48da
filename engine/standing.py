"""How far a place to go has been checked on a given day, and the general route to show beside it (SE3, SE8).

Numbers, addresses and time limits go out of date. So each place says whether a person has confirmed it on its
own page, and whether that was too long ago; until then the way that works anywhere stands beside it, and past
its day before it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.language import full_day, mark
from engine.language import gettext as _
from engine.schema import Resource

Standing = Literal["confirmed", "unconfirmed", "overdue"]

ROUTES: Mapping[str, str] = {
    "crisis": mark(
        "If nobody answers, call the emergency number where you are. "
        "A doctor or the nearest hospital can help too."
    ),
    "rights": mark("A union, a local advice body or a lawyer for employment can tell you what holds today."),
    "health": mark("Your own doctor can help too, or can say who does."),
}
"""Kind of resource -> what works whether or not its details are still right."""
URGENT_KINDS = frozenset({"crisis", "rights"})
"""Someone may act on these today, and a wrong number or time limit does harm."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is said of a place on one day, in the current language."""

    standing: Standing
    says: str
    """How far it was checked, as a whole sentence."""
    short: str
    """The same for a pair of brackets."""
    route: str | None
    """The general route, where it is due: before the place itself if `overdue`, after it otherwise."""

    @property
    def overdue(self) -> bool:
        return self.standing == "overdue"

    @property
    def confirmed(self) -> bool:
        return self.standing == "confirmed"


def standing(
    verified_on: datetime.date | None, review_by: datetime.date | None, today: datetime.date
) -> Standing:
    """Overdue from the day after `review_by`; confirmed if a person did so, and not in the future."""
    if review_by is not None and review_by < today:
        return "overdue"
    return "confirmed" if verified_on is not None and verified_on <= today else "unconfirmed"


def checked(resource: Resource, today: datetime.date) -> Checked:
    """How far a resource of the knowledge base was checked on this day."""
    return _checked(resource.kind, resource.countries, resource.verified_on, resource.review_by, today)


def _checked(
    kind: str,
    countries: tuple[str, ...],
    verified_on: datetime.date | None,
    review_by: datetime.date | None,
    today: datetime.date,
) -> Checked:
    found = standing(verified_on, review_by, today)
    if found == "confirmed":
        assert verified_on is not None
        day = full_day(verified_on)
        return Checked(
            found,
            _("We confirmed this on its own page on %(day)s.", day=day),
            _("confirmed on %(day)s", day=day),
            None,
        )
    route = ROUTES.get(kind) if _bound(kind, countries) else None
    told = _(route) if route else None
    if found == "unconfirmed":
        says, short = _("Not yet confirmed by us on its own page."), _("not yet confirmed on its own page")
        return Checked(found, says, short, told)
    assert review_by is not None
    day = full_day(review_by)
    says = _("This may be out of date. It was due for another look by %(day)s.", day=day)
    return Checked(found, says, _("may be out of date, due for another look by %(day)s", day=day), told)


def _bound(kind: str, countries: tuple[str, ...]) -> bool:
    """Whether a general route belongs to it. Rights and health for anywhere are that route already."""
    return kind == "crisis" or (kind in ROUTES and bool(set(countries) - {"other"}))
