"""What someone had typed and not sent when their page closed after a pause, or when they left it by another
way than its button: kept sealed, and put back.

The page gathers it (static/js/unsent.js) and sends it as it goes. It waits in the person's own file, in no
cookie and in no page, so whoever finds the closed page finds nothing of it. It waits until the page says
that it is back: an answer can be lost on its way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from engine.plain_json import read_plain
from webapp import services
from webapp.languages import page_of

DOCUMENT = "unsent"
IN_PASSING = "/turn"
"""What the questionnaire's script adds to a form's address, to save it while the person is on the page."""
MOST_PAGES = 5
MOST_FIELDS = 200
LONGEST = 100_000
"""Characters of one page's fields, as they are sent."""

Fields = list[list[Any]]
"""For each field: its form's address, its name, which of that name it is, its value (a box: "on" or "")."""


def hold(file: str, page: str, sent: str) -> None:
    """Keep what was typed on a page of ours. What can't be read is passed over: closing can't wait.

    Of a page that came back with something to put right, it waits on the page that the form is on. What
    waited there before and was not said to be back waits on, but for the fields that are sent anew.
    """
    fields, home = _fields(sent), page_of(page)
    if not fields or home is None:
        return

    def add(before: Mapping[str, Any]) -> dict[str, Any]:
        pages = dict(before.get("pages", {}))
        joined = _joined(pages.pop(home, []), fields)
        latest = list(pages.items())[1 - MOST_PAGES :]
        return {"form": 1, "pages": {**dict(latest), home: joined}}

    services().store.change(file, DOCUMENT, add)


def _joined(older: Fields, newer: Fields) -> Fields:
    """Both; of each place what is newer. Only what is newer, where both are more than a page may hold."""
    places = [one[:3] for one in newer]
    both = [*(one for one in older if one[:3] not in places), *newer]
    return both if len(both) <= MOST_FIELDS and len(json.dumps(both)) <= LONGEST else newer


def _fields(sent: str) -> Fields:
    if not sent or len(sent) > LONGEST:
        return []
    try:
        found = read_plain(sent)
    except ValueError:
        return []
    return (
        found if isinstance(found, list) and len(found) <= MOST_FIELDS and all(map(_is_field, found)) else []
    )


def _is_field(one: object) -> bool:
    kinds = (str, str, int, str)
    return (
        isinstance(one, list)
        and len(one) == len(kinds)
        and all(isinstance(value, kind) for value, kind in zip(one, kinds, strict=True))
    )


def waits_here(file: str) -> bool:
    """Whether something waits for the page that is asked for."""
    return request.method == "GET" and request.path in _pages(file)


def _pages(file: str) -> Mapping[str, Fields]:
    pages: Mapping[str, Fields] = (services().store.read(file, DOCUMENT) or {}).get("pages", {})
    return pages


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a page. `mark` names it, so that nothing newer is forgotten instead; '': nothing."""

    mark: str
    fields: Fields


def waiting(file: str, page: str) -> Waiting:
    """What waits for a page; it waits on."""
    return _waiting(_pages(file), page)


def _waiting(pages: Mapping[str, Fields], page: str) -> Waiting:
    fields = pages.get(page, [])
    mark = hashlib.sha256(json.dumps(fields).encode()).hexdigest()[:16] if fields else ""
    return Waiting(mark, fields)


def is_back(file: str, page: str, mark: str) -> None:
    """The page has it: what has this mark waits no longer. Saying so twice is no error."""

    def without(before: Mapping[str, Any]) -> dict[str, Any]:
        if _waiting(before.get("pages", {}), page).mark != mark:
            return dict(before)
        return {"form": 1, "pages": {name: one for name, one in before["pages"].items() if name != page}}

    if mark:
        services().store.change(file, DOCUMENT, without)


def was_sent(file: str, address: str) -> None:
    """A form was sent to this address: what waits for it waits no longer, or it would come back over what is
    newer. `is_back` may have been lost on its way.
    """
    form = address.removesuffix(IN_PASSING)
    if not _pages(file):
        return

    def without(before: Mapping[str, Any]) -> dict[str, Any]:
        pages = {
            page: [one for one in fields if (one[0] or page) != form]
            for page, fields in before.get("pages", {}).items()
        }
        return {"form": 1, "pages": {page: fields for page, fields in pages.items() if fields}}

    services().store.change(file, DOCUMENT, without)
