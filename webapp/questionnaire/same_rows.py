"""Where the rows of a page stand now: another window may have moved them up, taken one out or put one in.

A row is known by what was in it when the page was shown, not by its place, so a page that is out of date
never changes another row than the one that was seen. Pure: no Flask, no store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.schema import Rows


@dataclass(frozen=True, slots=True)
class Followed:
    """What a page sent, and what it had been shown, by the questions under which its rows stand now."""

    changes: Mapping[str, Any]
    was: Mapping[str, str]
    moved: bool = False
    """Whether a row stands elsewhere than on the page."""
    lost: tuple[str, ...] = ()
    """The questions that name the rows of a page for which there is no room any more."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One group of rows as a page had them. Marks are short names for what stands in a box; '' is nothing."""

    group: Rows
    stands: Mapping[str, str]
    was: Mapping[str, str]
    sent: Mapping[str, str]
    own: frozenset[str]
    """The questions that this page saved last."""

    def row(self, marks: Mapping[str, str], place: int) -> tuple[str, ...]:
        return tuple(marks.get(name, "") for name in self.group.rows[place])

    def name(self, marks: Mapping[str, str], place: int) -> str:
        return marks.get(self.group.rows[place][0], "")

    def is_own(self, place: int) -> bool:
        return self.group.rows[place][0] in self.own

    def is_used(self, place: int) -> bool:
        return self.name(self.stands, place) != ""

    def is_touched(self, one: int) -> bool:
        return self.row(self.sent, one) != self.row(self.was, one)

    def places(self) -> dict[int, int | None]:
        """Where each row of the page stands now; None for one that is gone with nothing of it to keep.

        The surest signs come first; a row that only this page's own last save tells comes late.
        """
        rows = range(len(self.group.rows))
        shown = [place for place in rows if self.group.rows[place][0] in self.sent]
        found: dict[int, int | None] = {}

        def match(same: Callable[[int, int], bool], where: Callable[[int, int], bool]) -> None:
            for one in shown:
                free = (place for place in rows if place not in found.values() and where(one, place))
                at = next((place for place in free if same(one, place)), None)
                if one not in found and at is not None:
                    found[one] = at

        def whole(one: int, place: int) -> bool:
            return self.row(self.was, one) == self.row(self.stands, place)

        def named(one: int, place: int) -> bool:
            return self.name(self.was, one) == self.name(self.stands, place)

        def renamed(one: int, place: int) -> bool:
            return self.is_used(place) and self.name(self.sent, one) == self.name(self.stands, place)

        def staying(one: int, place: int) -> bool:
            return one == place

        def used(_one: int, place: int) -> bool:
            return self.is_used(place)

        def saved_here(one: int, place: int) -> bool:
            return self.is_own(place) and self.is_touched(one)

        for same in (whole, named, renamed):
            match(same, staying)
            match(same, used)
        match(saved_here, staying)
        match(saved_here, used)
        match(lambda _one, place: self.is_own(place), staying)
        found.update({one: None for one in shown if one not in found and self._holds_nothing_new(one)})
        match(lambda _one, place: not self.is_used(place), lambda _one, _place: True)
        return found

    def _holds_nothing_new(self, one: int) -> bool:
        emptied = self.name(self.was, one) != "" and self.name(self.sent, one) == ""
        return emptied or not self.is_touched(one) or not any(self.row(self.sent, one))


def follow(
    groups: Iterable[Rows],
    changes: Mapping[str, Any],
    was: Mapping[str, str],
    standing: Mapping[str, Any],
    own: frozenset[str],
    mark_of: Callable[[Any], str],
) -> Followed:
    """What a page sent, laid under the rows where they stand now.

    A row that is gone and was not touched here is left out; one that was changed here comes back in a free
    place. Where there is none it is left out too, and `lost` names what the person has to be asked about.
    """
    laid, seen, lost, moved = dict(changes), dict(was), [], False
    for group in groups:
        names = {name for row in group.rows for name in row}
        if not names & changes.keys():
            continue
        stands = {name: mark_of(standing.get(name)) for name in names}
        sent = {name: mark_of(changes[name]) for name in names & changes.keys()}
        page = _Page(group, stands, was, sent, own)
        places = page.places()
        shown = [place for place, row in enumerate(group.rows) if row[0] in sent]
        if all(places.get(one) == one for one in shown):
            continue
        moved = True
        for name in names:
            laid.pop(name, None)
            seen.pop(name, None)
        for one, place in places.items():
            if place is None:
                continue
            for name, target in zip(group.rows[one], group.rows[place], strict=True):
                if name in changes:
                    laid[target] = changes[name]
                    if page.name(stands, place):  # else it comes into a free place
                        seen[target] = was.get(name, "")
        if len(places) < len(shown):
            lost += [group.rows[one][0] for one in shown if page.name(sent, one) != page.name(stands, one)]
    return Followed(laid, seen, moved, tuple(lost))
