"""What someone had typed and not sent when their page closed after a pause: kept sealed, and put back once.

The page gathers it (static/js/unsent.js) and sends it as it closes. It waits in the person's own file, in no
cookie and in no page, so whoever finds the closed page finds nothing of it. The cookie names the
pages that something waits for, so that other pages ask nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request, session

from engine.plain_json import read_plain
from webapp import services
from webapp.languages import page_of
from webapp.security.locking import UNSENT

DOCUMENT = "unsent"
MOST_PAGES = 5
MOST_FIELDS = 200
LONGEST = 100_000
"""Characters of one page's fields, as they are sent."""

Fields = list[list[Any]]
"""For each field: its form's address, its name, which of that name it is, its value (a box: "on" or "")."""


def hold(file: str, page: str, sent: str) -> None:
    """Keep what was typed on a page of ours. What can't be read is passed over: closing can't wait.

    Of a page that came back with something to put right, it waits on the page that the form is on.
    """
    fields, home = _fields(sent), page_of(page)
    if not fields or home is None:
        return

    def add(before: Mapping[str, Any]) -> dict[str, Any]:
        pages = {name: one for name, one in before.get("pages", {}).items() if name != home}
        latest = list(pages.items())[1 - MOST_PAGES :]
        return {"form": 1, "pages": {**dict(latest), home: fields}}

    services().store.change(file, DOCUMENT, add)


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


def remember(file: str) -> None:
    """Let this browser know which pages something waits for, as the file opens again."""
    pages = (services().store.read(file, DOCUMENT) or {}).get("pages", {})
    session.pop(UNSENT, None)
    if pages:
        session[UNSENT] = sorted(pages)


def waits_here() -> bool:
    """Whether something waits for the page that is asked for."""
    return request.method == "GET" and request.path in session.get(UNSENT, ())


def take(file: str, page: str) -> Fields:
    """What waits for a page; it waits no longer."""
    taken: list[Fields] = []

    def without(before: Mapping[str, Any]) -> dict[str, Any]:
        pages = dict(before.get("pages", {}))
        taken[:] = [pages.pop(page, [])]
        return {"form": 1, "pages": pages}

    services().store.change(file, DOCUMENT, without)
    left = [one for one in session.pop(UNSENT, ()) if one != page]
    if left:
        session[UNSENT] = left
    return taken[0]
