"""What the help page shows: by country, the emergency number first, then lines, then a finder.

Nothing here is counted or stored, and nothing needs an answer or a login (SE6, SE8). The browser keeps a copy
for when there is no network: the same for everyone, so it tells nothing (docs/decisions/help-offline.md).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.language import ENGLISH, mark
from engine.language import gettext as _
from engine.schema import Contact, Resource
from engine.standing import Checked, checked
from webapp import services

COUNTRIES = {
    "US": mark("United States"),
    "CA": mark("Canada"),
    "UK": mark("United Kingdom"),
    "IE": mark("Ireland"),
    "AU": mark("Australia"),
    "EU": mark("European Union"),
    "DE": mark("Germany"),
    "FR": mark("France"),
    "IN": mark("India"),
}
_EMERGENCY = re.compile(r"emergency|ambulance|police", re.IGNORECASE)
FILE_NAME = "waymark-help.html"


@dataclass(frozen=True, slots=True)
class HelpCountry:
    """One country's help in the order to read it."""

    id: str
    name: str
    emergency: tuple[Contact, ...]
    lines: tuple[Contact, ...]
    resource: Resource
    checked: Checked
    """How far its numbers were checked, and the general route beside them."""


def help_context(country: object = None) -> dict[str, Any]:
    """The values of the help page, the given country first if it is one we know."""
    found = countries(services().kb.resources.values(), services().today())
    own = [one for one in found if country in one.resource.countries]
    others = [one for one in found if one not in own]
    return {"own": own, "countries": others, "finder": _finder(), "saved_on": services().today()}


def countries(resources: Iterable[Resource], today: datetime.date) -> list[HelpCountry]:
    """Every country that has crisis lines, in the order of `COUNTRIES`."""
    places: Mapping[str, int] = {code: place for place, code in enumerate(COUNTRIES)}
    crisis = [one for one in resources if one.kind == "crisis" and one.countries and one.status != "retired"]
    crisis.sort(key=lambda one: places.get(one.countries[0], len(places)))
    return [_help_country(one, today) for one in crisis]


def _help_country(resource: Resource, today: datetime.date) -> HelpCountry:
    code = resource.countries[0]
    written = services().kb_in(ENGLISH.code).resources[resource.id].contacts
    pairs = zip(resource.contacts, written, strict=True)
    emergency = tuple(one for one, english in pairs if _EMERGENCY.search(english.label))
    lines = tuple(one for one in resource.contacts if one not in emergency)
    name = _(COUNTRIES[code]) if code in COUNTRIES else resource.title
    return HelpCountry(code, name, emergency, lines, resource, checked(resource, today))


def by_text(contact: Contact) -> bool:
    """Whether a number takes messages and no calls: read from the English words, whatever it is shown in."""
    resources = services().kb_in(ENGLISH.code).resources.values()
    hows = {one.how.lower() for each in resources for one in each.contacts if one.number == contact.number}
    return bool(hows) and all("text" in how and "call" not in how for how in hows)


def _finder() -> list[Resource]:
    """Crisis resources for anywhere."""
    crisis = [one for one in services().kb.resources.values() if one.kind == "crisis" and not one.countries]
    return [one for one in crisis if one.status != "retired"]
