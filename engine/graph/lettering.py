"""Words in boxes: how wide they are at most, and where they break.

There is no font at hand when a file is written, and the reader's is unknown. So widths are those of the
widest of the usual fonts, rounded up: what fits here fits everywhere. Source: the advance widths of DejaVu
Sans and DejaVu Sans Mono, which are as wide as Verdana.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

_EM: Mapping[str, float] = {
    **dict.fromkeys("ijl'|’‘I", 0.32),
    **dict.fromkeys(" .,:;!f", 0.41),
    **dict.fromkeys("tr()[]-JF/\\", 0.47),
    **dict.fromkeys('sczkvxyL“”"_', 0.62),
    **dict.fromkeys("abdeghnopquETPSYZ0123456789?*", 0.69),
    **dict.fromkeys("ABCKRVX", 0.76),
    **dict.fromkeys("wDGHNOQU+<>=&–", 0.88),
    **dict.fromkeys("mMW%@—…", 1.06),
}
_OTHER, _WIDE = 0.9, 1.1
BOLD, FIXED = 1.14, 0.63
"""Bold letters are wider; letters of a fixed width are all this wide."""


def width(text: str, size: float, bold: bool = False, fixed: bool = False) -> float:
    """The most that a text takes, in the unit of `size`."""
    if fixed:
        return sum(_WIDE if _is_wide(one) else FIXED for one in text) * size
    ems = sum(_of(one) for one in text)
    return ems * size * (BOLD if bold else 1)


def _of(letter: str) -> float:
    if letter in _EM:
        return _EM[letter]
    if unicodedata.combining(letter):
        return 0.0
    if _is_wide(letter):
        return _WIDE
    plain = unicodedata.normalize("NFD", letter)[0]
    return _EM.get(plain, _OTHER)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def wrapped(text: str, room: float, size: float, bold: bool = False, fixed: bool = False) -> tuple[str, ...]:
    """The text in lines that fit into `room`. A word that is too long by itself is broken."""
    return tuple(_lines(text.split(), room, size, bold, fixed))


def _lines(words: Iterable[str], room: float, size: float, bold: bool, fixed: bool) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold, fixed) <= room:
            line = longer
            continue
        if line:
            yield line
        *whole, line = _pieces(word, room, size, bold, fixed)
        yield from whole
    if line:
        yield line


def _pieces(word: str, room: float, size: float, bold: bool, fixed: bool) -> list[str]:
    """A word in pieces that fit, at least one letter each."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold, fixed) > room:
            kept, joint, begun = pieces[-1].rpartition("_")  # the words of an id are parted at their joints
            pieces[-1:] = [kept + joint, begun] if kept and begun else [pieces[-1], ""]
        pieces[-1] += letter
    return pieces
