"""Is there an assignment under which all clauses hold? A small solver in plain Python.

Conflict-driven clause learning after MiniSat (Een and Sorensson, 2003): watched literals, learning at the
first unique implication point, activities that fade, restarts. Variables are tried false first, so what it
finds says yes to little: a short sheet. It is complete: None means that no assignment exists.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

RESTART_AFTER = 100
GROWTH = 1.5
FADE = 1 / 0.95


class Solver:
    """Clauses over the variables 1 to `size`. A literal is a variable's number, or its negative."""

    def __init__(self, size: int, clauses: Iterable[Sequence[int]]):
        self.learned: list[list[int]] = []
        """Each follows from the clauses and those learned before it by unit propagation alone."""
        self._values: list[bool | None] = [None] * (2 * size + 1)  # a negative literal counts from the end
        self._watching: list[list[list[int]]] = [[] for _ in range(2 * size + 1)]
        self._level = [0] * (size + 1)
        self._reason: list[list[int] | None] = [None] * (size + 1)
        self._trail: list[int] = []
        self._level_starts: list[int] = []
        self._next = 0
        self._activity = [0.0] * (size + 1)
        self._gain = 1.0
        self._queue = [(0.0, variable) for variable in range(1, size + 1)]
        self._possible = all(self._add(sorted(set(clause), key=abs)) for clause in clauses)

    def solve(self) -> list[bool] | None:
        """By variable (the first entry stands for none), or None where no assignment exists."""
        if not self._possible or self._propagate() is not None:
            return None
        conflicts, limit = 0, float(RESTART_AFTER)
        while True:
            conflict = self._propagate()
            if conflict is not None:
                if not self._level_starts:
                    return None
                conflicts += 1
                self._learn(conflict)
            elif conflicts > limit:
                conflicts, limit = 0, limit * GROWTH
                self._back_to(0)
            else:
                variable = self._undecided()
                if variable is None:
                    return [value is True for value in self._values[: len(self._level)]]
                self._level_starts.append(len(self._trail))
                self._set(-variable, None)

    def _add(self, clause: list[int]) -> bool:
        if any(-one in clause for one in clause):
            return True
        if len(clause) > 1:
            self._watching[clause[0]].append(clause)
            self._watching[clause[1]].append(clause)
            return True
        if not clause or self._values[clause[0]] is False:
            return False
        if self._values[clause[0]] is None:
            self._set(clause[0], None)
        return True

    def _set(self, literal: int, reason: list[int] | None) -> None:
        self._values[literal], self._values[-literal] = True, False
        self._level[abs(literal)] = len(self._level_starts)
        self._reason[abs(literal)] = reason
        self._trail.append(literal)

    def _propagate(self) -> list[int] | None:
        """Sets whatever follows at once; the clause that can't hold any more, or None."""
        values = self._values
        while self._next < len(self._trail):
            false = -self._trail[self._next]
            self._next += 1
            clauses = self._watching[false]
            kept: list[list[int]] = []
            self._watching[false] = kept
            for place, clause in enumerate(clauses):
                if clause[0] == false:
                    clause[0], clause[1] = clause[1], false
                first = clause[0]
                if values[first] is True:
                    kept.append(clause)
                    continue
                for other in range(2, len(clause)):
                    if values[clause[other]] is not False:
                        clause[1], clause[other] = clause[other], false
                        self._watching[clause[1]].append(clause)
                        break
                else:
                    kept.append(clause)
                    if values[first] is False:
                        kept.extend(clauses[place + 1 :])
                        return clause
                    self._set(first, clause)
        return None

    def _learn(self, conflict: list[int]) -> None:
        """Learns why the conflict came, and goes back to where the lesson decides something."""
        here, seen, lesson, open_ones = len(self._level_starts), set[int](), [0], 0
        reason: list[int] | None = conflict
        place = len(self._trail) - 1
        while True:
            for literal in reason or ():
                variable = abs(literal)
                if variable in seen or self._level[variable] == 0 or self._values[literal] is True:
                    continue
                seen.add(variable)
                self._bump(variable)
                if self._level[variable] == here:
                    open_ones += 1
                else:
                    lesson.append(literal)
            while abs(self._trail[place]) not in seen:
                place -= 1
            literal = self._trail[place]
            place -= 1
            open_ones -= 1
            if not open_ones:
                break
            reason = self._reason[abs(literal)]
        lesson[0] = -literal
        self._gain *= FADE
        if len(lesson) > 1:
            latest = max(range(1, len(lesson)), key=lambda one: self._level[abs(lesson[one])])
            lesson[1], lesson[latest] = lesson[latest], lesson[1]
        self._back_to(self._level[abs(lesson[1])] if len(lesson) > 1 else 0)
        self.learned.append(list(lesson))
        if len(lesson) > 1:
            self._add_learned(lesson)
        self._set(lesson[0], lesson)

    def _add_learned(self, lesson: list[int]) -> None:
        self._watching[lesson[0]].append(lesson)
        self._watching[lesson[1]].append(lesson)

    def _bump(self, variable: int) -> None:
        self._activity[variable] += self._gain
        if self._activity[variable] > 1e100:
            self._activity = [one * 1e-100 for one in self._activity]
            self._gain *= 1e-100
            self._queue = [(-one, number) for number, one in enumerate(self._activity) if number]
            heapq.heapify(self._queue)
        heapq.heappush(self._queue, (-self._activity[variable], variable))

    def _back_to(self, level: int) -> None:
        if len(self._level_starts) <= level:
            return
        for literal in self._trail[self._level_starts[level] :]:
            self._values[literal] = self._values[-literal] = None
            heapq.heappush(self._queue, (-self._activity[abs(literal)], abs(literal)))
        del self._trail[self._level_starts[level] :]
        del self._level_starts[level:]
        self._next = len(self._trail)

    def _undecided(self) -> int | None:
        while self._queue:
            variable = heapq.heappop(self._queue)[1]
            if self._values[variable] is None:
                return variable
        return None
