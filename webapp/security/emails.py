"""E-mail addresses as they are compared: one spelling for one address."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 254
_ADDRESS = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f.]+(\.[^@\s\x00-\x1f\x7f.]+)+")


def normalised(text: str) -> str | None:
    """The address in lower case and without the spaces around it, or None if it is none."""
    address = unicodedata.normalize("NFKC", text.strip()).casefold()
    return address if len(address) <= LONGEST and _ADDRESS.fullmatch(address) else None
