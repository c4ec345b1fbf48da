"""How often a login may be tried: by address and e-mail together, by e-mail, and by address."""

from __future__ import annotations

import datetime

from webapp.store import Store

WITHIN = datetime.timedelta(minutes=15)
FOR_BOTH, FOR_EMAIL, FOR_ADDRESS = 5, 20, 60
"""Tries within that time. The same for an e-mail address that no coach has: the limit tells nothing."""


def may_try(store: Store, email: str, address: str) -> bool:
    """Count one more try; False if there were too many already."""
    both, alone = _own(email, address)
    limits = {both: FOR_BOTH, alone: FOR_EMAIL, f"from {address}": FOR_ADDRESS}
    return store.tries.take(limits, store.now(), WITHIN)


def succeeded(store: Store, email: str, address: str) -> None:
    """Forget the tries of this coach: the password was right."""
    store.tries.forget(*_own(email, address))


def _own(email: str, address: str) -> tuple[str, str]:
    return f"for {email} from {address}", f"for {email}"


FOR_CODES = 30
"""Recovery codes within that time from one address. 130 random bits can't be guessed; this keeps it quiet."""


def may_try_code(store: Store, address: str) -> bool:
    """Count one more try of a recovery code; False if there were too many already."""
    return store.tries.take({f"code from {address}": FOR_CODES}, store.now(), WITHIN)
