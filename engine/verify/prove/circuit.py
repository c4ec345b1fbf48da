"""Statements about a sheet as boolean circuits: the form in which the proofs reason about rules.

A literal is a whole number: a node's number where the node is true, its negative where it is false. A node is
a free variable or an `all` of literals; equal nodes are made once, so equal conditions meet in one literal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

TRUE, FALSE = 1, -1


class Circuit:
    """A growing set of nodes. Node 1 is the constant true."""

    def __init__(self) -> None:
        self.parts: list[tuple[int, ...] | None] = [None, ()]
        """By node: the literals that an `all` joins, or None for a free variable."""
        self._known: dict[tuple[int, ...], int] = {}

    def variable(self) -> int:
        """A new free variable."""
        self.parts.append(None)
        return len(self.parts) - 1

    def all(self, literals: Iterable[int]) -> int:
        """The literal that is true where all of these are."""
        joined = set(literals)
        joined.discard(TRUE)
        if FALSE in joined or any(-one in joined for one in joined):
            return FALSE
        if len(joined) <= 1:
            return joined.pop() if joined else TRUE
        parts = tuple(sorted(joined))
        if parts not in self._known:
            self.parts.append(parts)
            self._known[parts] = len(self.parts) - 1
        return self._known[parts]

    def any(self, literals: Iterable[int]) -> int:
        """The literal that is true where at least one of these is."""
        return -self.all(-one for one in literals)

    def same(self, one: int, other: int) -> int:
        """The literal that is true where both or neither are."""
        return self.any([self.all([one, other]), self.all([-one, -other])])

    def counts(self, literals: Sequence[int]) -> list[int]:
        """By number, 0 to all of them: the literal that exactly so many are true."""
        exactly = [TRUE]
        for literal in literals:
            without = [self.all([one, -literal]) for one in exactly]
            with_it = [self.all([one, literal]) for one in exactly]
            exactly = [
                self.any([*without[number : number + 1], *(with_it[number - 1 : number] if number else [])])
                for number in range(len(exactly) + 1)
            ]
        return exactly

    def cone(self, literals: Iterable[int]) -> list[int]:
        """The nodes that these literals rest on, themselves included, in rising order."""
        waiting = [abs(one) for one in literals]
        seen = set(waiting)
        while waiting:
            for part in self.parts[waiting.pop()] or ():
                if abs(part) not in seen:
                    seen.add(abs(part))
                    waiting.append(abs(part))
        return sorted(seen)

    def values(self, nodes: Iterable[int], given: Mapping[int, bool]) -> dict[int, bool]:
        """The truth of each node of a cone in rising order, where that of each variable is given."""
        truth: dict[int, bool] = {}
        for node in nodes:
            parts = self.parts[node]
            if parts is None:
                truth[node] = given[node]
            else:
                truth[node] = all(truth[part] if part > 0 else not truth[-part] for part in parts)
        return truth
