"""A person's kept file closes in a browser that nobody has used for a while (SE20), and opens again there.

The signed cookie holds the file's id and when this browser last asked for something. After the pause the id
stays in the cookie but opens nothing until the person unlocks it: with a short number of their own or the
recovery code; and where there is no code, by a click, since then nothing could open it
(docs/decisions/recovery.md).
Nothing typed is lost: a form that is sent to a locked page travels in the page that asks to unlock it.
A browser also closes when a new code was made in another one: then nothing but that code opens it.
What is closed stays so though an answer still on its way brings back the cookie of before: each opening has a
name, and the file holds those that are over.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from typing import Any

from flask import Flask, current_app, g, request, session

from webapp.security import passwords
from webapp.security.cookies import WITHOUT_A_TRACE
from webapp.store import Store, StoreError

FILE, SEEN, MINUTES, CODED = "file", "seen", "lock_minutes", "coded"
CHOICES = (5, 15, 60, 720, 0)
"""Minutes to choose from; 0 is never."""
USUAL, ON_SHARED = 15, 5
"""Minutes where none were chosen; fewer on a device that others use too."""
SHARED = "shared"
"""In the cookie: that others use this device too."""
DOCUMENT = "lock"
UNWRITTEN = "unwritten"
"""In the cookie: the code that the page shown last has made; it may not be on paper yet."""
BESIDE_A_CODE = frozenset(
    {"coming_back.code", "leaving.stay", "leaving.closed", "offline.steps", "offline.worker"}
)
"""What a browser may ask for while that page stands."""
OPENING = "opening"
"""In the cookie: the name of this opening of the file; missing in the one in which it was begun."""
OVER = "openings_over"
"""The document with the openings that were closed, the newest last."""
MOST_OVER = 40
OF_A_FILE = frozenset({SEEN, CODED, UNWRITTEN, OPENING, SHARED, "open"})
"""What the cookie holds beside a file and goes with it. The length of the pause is the browser's."""
PIN_TRIES = 6
"""Wrong numbers in a row; then only the code opens it."""
_PIN = re.compile(r"[0-9]{4,12}")
_FRESHEN = 20
"""Seconds; a newer use within them changes no cookie."""


class Locked(Exception):
    """The file is kept here, but closed until it is unlocked."""


def init_app(app: Flask) -> None:
    """Look at each request whether its browser was used a short while ago."""
    app.before_request(_look)


def _store() -> Store:
    store: Store = current_app.extensions["waymark"].store
    return store


def _now() -> int:
    return int(_store().now().timestamp())


def _look() -> None:
    g.locked = g.code_only = False
    if request.endpoint == "static" or request.endpoint in WITHOUT_A_TRACE:
        return
    if FILE not in session:
        for name in OF_A_FILE & session.keys():  # of one that was erased
            del session[name]
        return
    seen, now = session.get(SEEN), _now()
    if not isinstance(seen, int):
        session[SEEN] = now
    elif _has_closed():
        g.locked = True
    elif not 0 <= now - seen < _FRESHEN:
        session[SEEN] = now
    if _newer_code():
        g.locked = g.code_only = True
    if not g.locked and request.endpoint not in BESIDE_A_CODE:
        session.pop(UNWRITTEN, None)


def _has_closed() -> bool:
    """Whether the file was closed here, by hand or by a pause."""
    seen = session.get(SEEN)
    rested = isinstance(seen, int) and (seen == 0 or 0 < minutes() * 60 <= _now() - seen)
    return rested or _is_over()


def _is_over() -> bool:
    """Whether this opening was closed since: an answer that came late has brought its cookie back."""
    try:
        over = _store().read(str(session[FILE]), OVER) or {}
    except StoreError:
        return False  # whatever is asked for meets the same trouble, and says so
    return session.get(OPENING, "") in over.get("names", ())


def _end_opening() -> None:
    """This opening is over, whatever cookie comes back."""
    name = session.get(OPENING, "")

    def add(before: dict[str, Any]) -> dict[str, Any]:
        names = [*(one for one in before.get("names", ()) if one != name), name]
        return {"form": 1, "names": names[-MOST_OVER:]}

    with suppress(StoreError):  # one that was erased, or a full disk: the cookie closes it all the same
        _store().change(str(session[FILE]), OVER, add)


def _newer_code() -> bool:
    """Whether a code was made since this browser opened the file; it holds the moment of the one it knows."""
    try:
        now = _code_now()
    except StoreError:
        return False  # whatever is asked for meets the same trouble, and says so
    if session.get(CODED, [None])[0] != session[FILE]:  # this browser opened it just now
        session[CODED] = now
    return bool(session[CODED] != now)


def _code_now() -> list[str]:
    """The file that is open here, and when its code was made ('': it has none), as the cookie holds them."""
    file_id = str(session[FILE])
    made = _store().recovery.made(file_id)
    return [file_id, "" if made is None else made.isoformat()]


def minutes(shared: bool = False) -> int:
    """How long a pause may be in this browser, or would be if it were `shared`; 0: as long as one likes."""
    chosen = session.get(MINUTES)
    return chosen if chosen in CHOICES else ON_SHARED if shared or SHARED in session else USUAL


def set_minutes(chosen: int) -> None:
    """From now on this long a pause, in this browser."""
    session[MINUTES] = chosen


def set_shared(shared: bool) -> None:
    """From now on it is known whether others use this device too."""
    if shared:
        session[SHARED] = True
    else:
        session.pop(SHARED, None)


def lock() -> None:
    """Close the file in this browser now."""
    if FILE in session:
        if not is_locked():
            _end_opening()
        session[SEEN] = 0
        g.locked = True


def unlock() -> None:
    """Open it again."""
    session[SEEN] = _now()
    session[OPENING] = secrets.token_hex(6)
    session[CODED] = _code_now()
    g.locked = g.code_only = False


def open_here(file_id: str) -> None:
    """Begin a session for this file in this browser, with a fresh token against forged requests."""
    close_here()
    session.pop("csrf_token", None)
    session[FILE] = file_id
    session.permanent = True
    unlock()


def close_here() -> None:
    """Forget the file in this browser; what is kept of it stays kept."""
    if FILE in session and not is_locked():
        _end_opening()
    for name in (FILE, *OF_A_FILE):
        session.pop(name, None)
    session.permanent = False
    g.locked = g.code_only = False


def is_locked() -> bool:
    """Whether this request's browser has a file that is closed."""
    return bool(g.get("locked"))


def is_closed() -> bool:
    """The same on pages that open without a trace too, which are never locked."""
    if request.endpoint not in WITHOUT_A_TRACE:
        return is_locked()
    return FILE in session and _has_closed()


def needs_code() -> bool:
    """Whether it is closed because a new code was made elsewhere: no short number opens it."""
    return bool(g.get("code_only"))


def knows_new_code() -> None:
    """The code was made in this browser just now, so it stays open here."""
    session[CODED] = session[UNWRITTEN] = _code_now()


def is_unwritten() -> bool:
    """Whether the code may not be on paper yet: a pause came while the page that shows it stood. A lock that
    asks for it then might lock the person out for good.
    """
    return UNWRITTEN in session and bool(session[UNWRITTEN] == _code_now())


# The short number


def is_pin(text: str) -> bool:
    """Whether this can be a short number: 4 to 12 digits."""
    return _PIN.fullmatch(text) is not None


def has_pin(store: Store, file_id: str) -> bool:
    """Whether a short number opens this file now."""
    return bool((store.read(file_id, DOCUMENT) or {}).get("pin"))


def set_pin(store: Store, file_id: str, pin: str | None) -> None:
    """From now on this number (None: no number) unlocks the file in a browser that knows it."""
    document: dict[str, Any] = {"form": 1}
    if pin is not None:
        document.update(pin=passwords.hashed(pin), wrong=0)
    store.change(file_id, DOCUMENT, lambda _before: document)


def try_pin(store: Store, file_id: str, pin: str) -> bool:
    """Whether it is the number. A try is counted before it is looked at, so many at once can't slip through.

    After `PIN_TRIES` wrong ones in a row the number is gone, and only the code is left.
    """
    counted: list[str | None] = []

    def count(before: dict[str, Any]) -> dict[str, Any]:
        wrong, hashed = int(before.get("wrong", 0)) + 1, before.get("pin")
        counted[:] = [hashed if wrong <= PIN_TRIES else None]
        return {**before, "wrong": wrong} if counted[0] else {"form": 1}

    store.change(file_id, DOCUMENT, count)
    if not passwords.matches(counted[0], pin):
        store.change(file_id, DOCUMENT, _without_worn_out_pin)
        return False
    store.change(file_id, DOCUMENT, lambda before: {**before, "wrong": 0} if before.get("pin") else before)
    return True


def _without_worn_out_pin(document: dict[str, Any]) -> dict[str, Any]:
    return {"form": 1} if int(document.get("wrong", 0)) >= PIN_TRIES else document


def tries_left(store: Store, file_id: str) -> int:
    """How often a wrong number may still be typed."""
    found = store.read(file_id, DOCUMENT) or {}
    return max(PIN_TRIES - int(found.get("wrong", 0)), 0) if found.get("pin") else 0
