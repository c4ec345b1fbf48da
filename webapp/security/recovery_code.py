"""The code with which a person opens their file again from anywhere: made, written out, and read back.

28 letters and digits in seven groups of four. The first 26 are 130 random bits; the last two make the whole
number leave 1 when it is divided by 1021 (as ISO 7064 does with other numbers). 1021 is a prime above 32, so
one wrong sign, or two neighbours swapped, is always seen: a mistyped code is told apart from an unknown one.
The alphabet is Crockford's base 32, which has no I, L, O or U; read back, I and L are 1, and O is 0.
"""

from __future__ import annotations

import re
import secrets

from engine.language import gettext as _
from engine.language import number

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS, CHECK_SIGNS, GROUP = 26, 2, 4
SIGNS = RANDOM_SIGNS + CHECK_SIGNS
BASE, MODULUS = len(ALPHABET), 1021
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015_.,]+")


class Mistyped(Exception):
    """What was typed can't be a code; the message says why, for the person."""


def new_code() -> str:
    """A new code as it is stored and compared: 28 signs without gaps."""
    return _with_check("".join(secrets.choice(ALPHABET) for _place in range(RANDOM_SIGNS)))


def _with_check(random_signs: str) -> str:
    check = (1 - _value(random_signs) * BASE**CHECK_SIGNS) % MODULUS
    return random_signs + ALPHABET[check // BASE] + ALPHABET[check % BASE]


def _value(signs: str) -> int:
    value = 0
    for sign in signs:
        value = value * BASE + ALPHABET.index(sign)
    return value


def written(code: str) -> str:
    """The code in groups, as it is shown: `7KQ2-…`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """The code that was typed, however it was spaced; Mistyped if it can't be one."""
    signs = _BETWEEN.sub("", typed[:500]).upper().translate(_READ_AS)
    if not signs:
        raise Mistyped(_("Type the code that you wrote down."))
    strange = next((sign for sign in signs if sign not in ALPHABET), None)
    if strange is not None:
        raise Mistyped(_("“%(sign)s” is in no code. Look at that place again.", sign=strange))
    if len(signs) != SIGNS:
        says = _(
            "A code has %(most)s letters and digits. These are %(now)s.",
            most=number(SIGNS),
            now=number(len(signs)),
        )
        groups = _BETWEEN.split(typed.strip())
        odd = [group for group in groups if len(group) != GROUP]
        if len(odd) == 1 < len(groups):
            says += " " + _("Look at “%(group)s”: each group has four.", group=odd[0][:SIGNS])
        raise Mistyped(says)
    if _value(signs) % MODULUS != 1:
        raise Mistyped(_("Something in it is not as it was written. Compare each group of four."))
    return signs
