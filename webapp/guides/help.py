"""What the help page shows: by country, the emergency number first, then lines, then a finder.

Nothing here is counted or stored, and nothing needs an answer or a login (SE6, SE8).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.schema import Contact, Resource
from webapp import services

COUNTRIES = {
    "US": "United States",
    "CA": "Canada",
    "UK": "United Kingdom",
    "IE": "Ireland",
    "AU": "Australia",
    "EU": "European Union",
    "DE": "Germany",
    "FR": "France",
    "IN": "India",
}
ANYWHERE = "Anywhere else"
_EMERGENCY = re.compile(r"emergency|ambulance|police", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HelpCountry:
    """One country's help in the order to read it."""

    id: str
    name: str
    emergency: tuple[Contact, ...]
    lines: tuple[Contact, ...]
    resource: Resource
    confirmed: bool
    """A person has confirmed the numbers on their own page, and not too long ago."""


def help_context(country: object = None) -> dict[str, Any]:
    """The values of the help page, the given country first if it is one we know."""
    found = countries(services().kb.resources.values(), services().today())
    own = [one for one in found if country in one.resource.countries]
    return {"own": own, "countries": [one for one in found if one not in own], "finder": _finder()}


def countries(resources: Iterable[Resource], today: datetime.date) -> list[HelpCountry]:
    """Every country that has crisis lines, in the order of `COUNTRIES`."""
    places: Mapping[str, int] = {code: place for place, code in enumerate(COUNTRIES)}
    crisis = [one for one in resources if one.kind == "crisis" and one.countries and one.status != "retired"]
    crisis.sort(key=lambda one: places.get(one.countries[0], len(places)))
    return [_help_country(one, today) for one in crisis]


def is_confirmed(resource: Resource, today: datetime.date) -> bool:
    """Whether a person has confirmed it on its own page, and its review is not overdue."""
    overdue = resource.review_by is not None and resource.review_by < today
    return resource.verified_on is not None and not overdue


def _help_country(resource: Resource, today: datetime.date) -> HelpCountry:
    code = resource.countries[0]
    emergency = tuple(one for one in resource.contacts if _EMERGENCY.search(one.label))
    lines = tuple(one for one in resource.contacts if one not in emergency)
    return HelpCountry(
        code, COUNTRIES.get(code, resource.title), emergency, lines, resource, is_confirmed(resource, today)
    )


def _finder() -> list[Resource]:
    """Crisis resources for anywhere."""
    return [one for one in services().kb.resources.values() if one.kind == "crisis" and not one.countries]
