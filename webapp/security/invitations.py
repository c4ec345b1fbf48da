"""The one-time link with which a coach sets a password: 256 random bits, kept as a hash, dead after use or
three days.
"""

from __future__ import annotations

import datetime

from webapp.store import Store

DAYS = 3


def invite(store: Store, email: str) -> tuple[bool, str]:
    """Whether the coach had a password already, and the token of a new link. Older links of theirs die."""
    coach = store.coaches.find(email)
    token = store.coaches.invite(email, store.now() + datetime.timedelta(days=DAYS))
    return coach is not None and coach.password is not None, token
