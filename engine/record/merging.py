"""A report that a person changed, and new lines for it from the record: both in one text.

The three texts are compared line by line: as it was made, as the person has it, and as it would be made now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MANY_LINES = 500


@dataclass(frozen=True, slots=True)
class Merged:
    """One text, and the new lines that have no place in it, since the person wrote their own words there."""

    text: str
    left: tuple[str, ...] = ()


def new_lines(made: str, now: str) -> tuple[str, ...]:
    """What the record says now and did not say when the text was made. A blank to fill is nothing new."""
    known = {line.strip() for line in made.splitlines()}
    return tuple(
        line.strip()
        for line in dict.fromkeys(now.splitlines())
        if line.strip() and line.strip() not in known and not _only_a_blank(line)
    )


def merged(made: str, mine: str, now: str) -> Merged:
    """The person's text, changed only where the record has changed and they have not."""
    base, own, fresh = made.splitlines(), mine.splitlines(), now.splitlines()
    place = _places(base, own)
    out: dict[int, Sequence[str]] = {}
    gone: set[int] = set()
    left: list[str] = []
    for what, i1, i2, j1, j2 in _compared(base, fresh).get_opcodes():
        if what == "equal":
            continue
        spot = _untouched(place, i1, i2)
        if i1 == i2:
            spot = _beside(place, i1, len(own))
        if spot is None:
            left += [line.strip() for line in fresh[j1:j2] if line.strip() and not _only_a_blank(line)]
            continue
        gone |= set(range(spot, spot + i2 - i1))
        out[spot] = [*out.get(spot, ()), *fresh[j1:j2]]
    lines: list[str] = []
    for at in range(len(own) + 1):
        lines += out.get(at, ())
        if at < len(own) and at not in gone:
            lines.append(own[at])
    stands = {line.strip() for line in lines}
    return Merged("\n".join(lines) + "\n", tuple(line for line in dict.fromkeys(left) if line not in stands))


def _compared(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    """Lines that come again and again, such as empty ones, count as all others; but not in very long texts,
    where comparing each with each would take minutes.
    """
    return SequenceMatcher(None, one, other, autojunk=len(other) > MANY_LINES)


def _places(base: Sequence[str], own: Sequence[str]) -> dict[int, int]:
    """Line of `base` -> the same line in `own`."""
    found: dict[int, int] = {}
    for one in _compared(base, own).get_matching_blocks():
        found.update({one.a + at: one.b + at for at in range(one.size)})
    return found


def _untouched(place: dict[int, int], first: int, end: int) -> int | None:
    """Where these lines of the base stand in the person's text, if they all do, one after the other."""
    spots = [place.get(line) for line in range(first, end)]
    start = spots[0] if spots else None
    return start if start is not None and spots == list(range(start, start + len(spots))) else None


def _beside(place: dict[int, int], at: int, end: int) -> int | None:
    """Where a line goes that is new between two others: under the one before it, else above the one after."""
    if at == 0:
        return 0
    if at - 1 in place:
        return place[at - 1] + 1
    return place.get(at)


def _only_a_blank(line: str) -> bool:
    """Whether a line has nothing but a place to fill, as `Proof: [where you can see it]`."""
    words = line.strip().lstrip("- ")
    return words.endswith("]") and (words.startswith("[") or ": [" in words)
