"""A coach's session: a random token in the signed cookie, its hash in the store. Logging out ends it at both
ends.
"""

from __future__ import annotations

import datetime

from flask import g, session

from webapp.store import Coach, Store

COACH = "coach"
AFTER_LOGIN = "after_login"
IDLE = datetime.timedelta(hours=12)
"""A working day. What was typed before is stored, so that nothing is lost when it runs out."""
FRESHEN = datetime.timedelta(minutes=5)


def log_in(store: Store, coach: Coach) -> None:
    """Begin a session for a coach whose password was right. A person's own file in the same browser stays."""
    log_out(store)
    session.pop("csrf_token", None)
    session[COACH] = store.coaches.open_session(coach.id, IDLE)
    g.coach = coach


def log_out(store: Store) -> None:
    """End the session of this browser, if there is one."""
    token = session.pop(COACH, None)
    session.pop(AFTER_LOGIN, None)
    g.coach = None
    if isinstance(token, str):
        store.coaches.close_session(token)


def logged_in(store: Store) -> Coach | None:
    """The coach of this browser's session, if it has one that is still good."""
    token = session.get(COACH)
    if not isinstance(token, str):
        return None
    coach = store.coaches.in_session(token, IDLE, FRESHEN)
    if coach is None:
        session.pop(COACH, None)
    return coach
