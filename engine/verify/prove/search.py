"""Looking for a sheet on which something is true, or the certainty that there is none.

Only the questions that a statement rests on take part, with what the questionnaire demands of them and of
those that they hang on. All others stay unanswered, which is always allowed, so a witness stays short.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from engine.calendar import ONE_DAY, USUAL_DAYS, last_of
from engine.conditions import Value
from engine.verify.prove import dates
from engine.verify.prove.circuit import FALSE
from engine.verify.prove.dates import Case
from engine.verify.prove.solver import Solver
from engine.verify.prove.space import EXAM, Space

Raw = dict[str, Any]
"""Answers by question id, as a sheet file holds them."""


class Search:
    """Finds sheets of a space."""

    def __init__(self, space: Space):
        self.space = space
        self.asked = 0
        """How often a sheet was looked for."""
        self._projected: dict[tuple[Hashable, ...], list[tuple[tuple[bool, ...], Case]]] = {}

    def find(self, *literals: int) -> Raw | None:
        """A sheet on which all of these are true; None where no sheet is such."""
        self.asked += 1
        goal = self.space.circuit.all(literals)
        if goal == FALSE:
            return None
        nodes, must = self._below(goal)
        clauses, cases = self._clauses(nodes, must)
        found = Solver(len(nodes) + len(cases), clauses).solve()
        if found is None:
            return None
        true = [node for place, node in enumerate(nodes, start=1) if found[place]]
        case = next((one for place, one in enumerate(cases, start=len(nodes) + 1) if found[place]), None)
        return self._sheet(true, case)

    def _below(self, goal: int) -> tuple[list[int], list[int]]:
        """The nodes that the goal rests on, and the literals that must be true: the goal and all demands."""
        space, questions, must = self.space, set[str](), [goal]
        while True:
            nodes = space.circuit.cone(must)
            met = {space.owner[node][0] for node in nodes if node in space.owner}
            if any(node in space.date_names for node in nodes):
                met |= {name for name in dates.QUESTIONS if name in space.demands}
            if met <= questions:
                return nodes, must
            for name in sorted(met - questions):
                must += space.demands[name]
            questions |= met

    def _clauses(self, nodes: Sequence[int], must: Iterable[int]) -> tuple[list[list[int]], list[Case]]:
        """The statement for the solver, in which the nodes come first and then one variable for each case of
        the dates.
        """
        space = self.space
        number = {node: place for place, node in enumerate(nodes, start=1)}

        def of(literal: int) -> int:
            return number[literal] if literal > 0 else -number[-literal]

        clauses = [[of(literal)] for literal in must]
        for node in nodes:
            parts = space.circuit.parts[node]
            if parts is not None:
                clauses += [[-number[node], of(one)] for one in parts]
                clauses.append([number[node], *(-of(one) for one in parts)])
        variables = [node for node in nodes if node in space.date_names]
        if not variables:
            return clauses, []
        cases = self._cases(tuple(space.date_names[node] for node in variables))
        first = len(nodes) + 1
        clauses.append([first + place for place in range(len(cases))])
        for place, (truth, _) in enumerate(cases):
            clauses += [
                [-(first + place), number[node] if true else -number[node]]
                for node, true in zip(variables, truth, strict=True)
            ]
        return clauses, [case for _, case in cases]

    def _cases(self, names: tuple[Hashable, ...]) -> list[tuple[tuple[bool, ...], Case]]:
        if names not in self._projected:
            found: dict[tuple[bool, ...], Case] = {}
            for case in self.space.cases:
                found.setdefault(tuple(case.truth[name] for name in names), case)
            self._projected[names] = list(reversed(found.items()))  # the last is tried first, so the simplest
        return self._projected[names]

    def _sheet(self, true: Sequence[int], case: Case | None) -> Raw:
        space = self.space
        answers: Raw = dict(case.answers) if case is not None else {}
        for node in true:
            if node not in space.owner:
                continue
            question, value = space.owner[node]
            if space.knowledge.questions[question].type == "multi":
                answers.setdefault(question, []).append(value)
            else:
                answers[question] = value
        if EXAM in answers:
            ends = case.calendar.ends if case is not None else last_of(dates.TODAY, USUAL_DAYS)
            answers[EXAM] = ends - ONE_DAY if space.exam_first in true else ends + ONE_DAY
        return {name: _plain(answers[name]) for name in space.knowledge.questions if name in answers}


def _plain(value: Value | list[str]) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value
