"""A number as people type it: `1,200`, `2.5`, `2,5`, `£18 500`, `95 %`."""

from __future__ import annotations

import math
import re
import unicodedata

from engine.language import gettext as _

LARGEST = 1e12
"""A number beyond it, on either side of 0, is no measure of anybody's work."""
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


def read_number(text: str) -> int | float | None:
    """The number that was typed, whole where it is; None if it is none, or beyond `LARGEST`.

    Spaces, a sign of money at either end and a percent sign behind it are read past.
    """
    bare = "".join(text.split()).removesuffix("%").replace("\u2212", "-")
    for end in (0, -1):
        if bare and unicodedata.category(bare[end]) == "Sc":
            bare = bare[1:] if end == 0 else bare[:-1]
    bare = bare.replace(",", "" if _THOUSANDS.fullmatch(bare) else ".")
    try:
        value = float(bare)
    except ValueError:
        return None
    if not math.isfinite(value) or abs(value) > LARGEST:
        return None
    return int(value) if value.is_integer() else value


def typed_number(text: str | None) -> int | float | None:
    """The number in a box; None where nothing was typed. A ValueError says what has to be put right."""
    typed = (text or "").strip()
    if not typed:
        return None
    value = read_number(typed)
    if value is None:
        raise ValueError(_("Write a number here, in digits. Leave it empty to skip it."))
    return value


def hours_between(text: str | None, least: float, most: float) -> float | None:
    """Hours within these bounds, both included; None for anything else."""
    value = read_number(text or "")
    return float(value) if value is not None and least <= value <= most else None
