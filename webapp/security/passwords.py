"""Passwords: what is accepted, argon2id hashes, and a comparison that takes as long when there is nobody to
compare with.
"""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.language import gettext as _
from engine.language import number

SHORTEST, LONGEST = 12, 256
FEWEST_SIGNS = 5
"""Different characters: "aaaaaaaaaaaa" is long and no password."""
AT_ONCE = 2
"""Each hash takes 64 MiB for a moment; many logins at once must not take the machine's memory."""
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$oSHMDXpJV/L1YH0mxyHlgg$qGIANiDE6XYFJXY9WH/pU4ut4cGiS+xV7ydC4EPFmNY"
"""The hash of a password that nobody has, made with the parameters of `hasher`."""

hasher = PasswordHasher()
_turn = threading.BoundedSemaphore(AT_ONCE)


def _bytes(password: str) -> bytes:
    """One spelling for one password, however the keyboard composed it (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace")


def complaint(password: str, email: str) -> str | None:
    """Why a new password can't be taken, or None."""
    if len(password) < SHORTEST:
        return _(
            "Use %(shortest)s characters or more. A few words in a row are easy to remember.",
            shortest=number(SHORTEST),
        )
    if len(password) > LONGEST:
        return _("Use %(most)s characters or fewer.", most=number(LONGEST))
    if len(set(password)) < FEWEST_SIGNS:
        return _("Use at least %(fewest)s different characters.", fewest=number(FEWEST_SIGNS))
    if password.casefold() in (email.casefold(), "waymark" + email.split("@")[0].casefold()):
        return _("Use something that is not your e-mail address.")
    return None


def hashed(password: str) -> str:
    """The argon2id hash to store."""
    with _turn:
        return hasher.hash(_bytes(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one. `None` (no such account) takes as long and is never true."""
    with _turn:
        try:
            hasher.verify(NOBODY if stored is None else stored, _bytes(password[: 4 * LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_dated(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return hasher.check_needs_rehash(stored)
