"""A number as people type it: `1,200`, `2.5`, `2,5`, `-£18 500`, `1’000`, `€ 1.234,50`, `95 %`.

`1.234` alone has two readings. Where the bounds of a box leave one of them, that one is meant; else we ask.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from engine.language import gettext as _

LARGEST = 1e12
"""A number beyond it, on either side of 0, is no measure of anybody's work."""
_SAME = str.maketrans(
    {"−": "-", "–": "-", "’": "'", "‘": "'", "ʼ": "'", "٬": "'", "٫": ",", "٪": "%"},
)
"""What phones and keyboards put for a minus, for the marks between thousands and before decimals, for `%`."""
_DECIMALS = re.compile(r"\d*[.,]\d+|\d+[.,]?")
_THOUSANDS = re.compile(
    r"[1-9]\d{0,2}(?:([ ',.])\d{3}(?:\1\d{3})*|(,)(?:\d\d,)+\d{3})(?:(?!\1|\2)[.,](\d+))?"
)
"""Groups of three by one mark, or as in India `1,00,000`; decimals only behind another mark."""
_POINT_ALONE = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""A thousand and more as half of Europe writes it, or one and a bit."""


def readings(text: str) -> tuple[int | float, ...]:
    """What these signs can mean as a number, each whole where it is: nothing, one number, or two.

    A sign of money at either end and a percent sign behind are read past, a minus stands before or behind
    the sign of money. Numbers beyond `LARGEST` are none.
    """
    bare = " ".join(text.translate(_SAME).split()).removesuffix("%").rstrip()
    below_zero = False
    money = 0
    while bare and not bare[0].isdigit():
        if bare[0] in "-+" and not below_zero:
            below_zero = bare[0] == "-"
        elif unicodedata.category(bare[0]) == "Sc" and not money:
            money += 1
        else:
            break
        bare = bare[1:].lstrip()
    if bare and unicodedata.category(bare[-1]) == "Sc" and not money:
        bare = bare[:-1].rstrip()
    found = [value for value in (_in_groups(bare), _with_decimals(bare)) if value is not None]
    if len(found) > 1 and not _POINT_ALONE.fullmatch(bare):
        del found[1]  # `1,200` is twelve hundred here
    signed = (float(-value if below_zero else value) for value in found if value <= LARGEST)
    return tuple(int(value) if value.is_integer() else value for value in signed)


def _in_groups(bare: str) -> Decimal | None:
    found = _THOUSANDS.fullmatch(bare)
    if found is None:
        return None
    decimals = found[3] or "0"
    return Decimal(re.sub(r"\D", "", bare[: found.start(3) - 1] if found[3] else bare) + "." + decimals)


def _with_decimals(bare: str) -> Decimal | None:
    return Decimal(bare.replace(",", ".")) if _DECIMALS.fullmatch(bare) else None


def read_number(text: str) -> int | float | None:
    """The number that was typed; None if it is none, or could be another one too."""
    found = readings(text)
    return found[0] if len(found) == 1 else None


def typed_number(text: str | None, least: float = -LARGEST, most: float = LARGEST) -> int | float | None:
    """The number in a box; None where nothing was typed. A ValueError says what has to be put right.

    The bounds only tell two readings apart: whether the number keeps within them, the caller looks.
    """
    typed = (text or "").strip()
    if not typed:
        return None
    found = readings(typed)
    if len(found) > 1:
        found = tuple(one for one in found if least <= one <= most) or found[1:]
    if len(found) > 1:
        whole, exact = (as_typed(one) for one in found)
        raise ValueError(
            _("This can be read in two ways. Write %(whole)s, or %(exact)s.", whole=whole, exact=exact)
        )
    if not found:
        raise ValueError(_("Write a number here, in digits. Leave it empty to skip it."))
    return found[0]


def as_typed(value: float) -> str:
    """A number as a box shows it, so that it is read again as the same: `1234`, `2.5`, `1.2340`."""
    plain = str(int(value)) if float(value).is_integer() else format(Decimal(repr(value)), "f")
    return plain if read_number(plain) == value else plain + "0"


_TIME_TAKEN = re.compile(
    r"(?:(?P<hours>[\d.,]+)\s*(?:h|hrs?|hours?)\.?)?\s*(?:(?P<minutes>\d+)\s*(?:m|mins?|minutes?)\.?)?",
    re.IGNORECASE,
)
"""Hours, minutes or both, each with its unit: `20 min`, `1 h 30 min`, `2 hours`."""


def hours_between(text: str | None, least: float, most: float) -> float | None:
    """Hours within these bounds, both included; None for anything else. `20 min` is a third of an hour."""
    typed = (text or "").strip()
    if typed and (taken := _TIME_TAKEN.fullmatch(typed)):
        whole = read_number(taken["hours"]) if taken["hours"] else 0
        if whole is None:
            return None
        hours = whole + int(taken["minutes"] or 0) / 60
        return round(hours, 2) if least <= hours <= most else None
    found = [one for one in readings(typed) if least <= one <= most]
    return float(found[0]) if len(found) == 1 else None
