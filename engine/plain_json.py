"""JSON that came from outside, such as a person's file or a hidden field of a form, read with care.

What comes out can be shown on a page and stored: whoever wrote it, and whatever they meant by it.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

DEEPEST = 16
_UNSHOWN = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Halves of characters and control signs, which no page can show."""


def read_plain(text: str) -> Any:
    """The value, its texts without signs that no page can show.

    ValueError where it is no JSON, is nested deeper than `DEEPEST`, or holds a number without an end.
    """
    try:
        return _clean(json.loads(text, parse_constant=_no_such_number, parse_float=_finite), DEEPEST)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _no_such_number(name: str) -> float:
    raise ValueError(name)


def _finite(digits: str) -> float:
    value = float(digits)
    return value if math.isfinite(value) else _no_such_number(digits)


def _clean(value: Any, depth: int) -> Any:
    if depth == 0:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        return _UNSHOWN.sub("", value)
    if isinstance(value, dict):
        return {_UNSHOWN.sub("", name): _clean(one, depth - 1) for name, one in value.items()}
    if isinstance(value, list):
        return [_clean(one, depth - 1) for one in value]
    return value
