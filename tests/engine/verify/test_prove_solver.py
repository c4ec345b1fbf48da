"""The solver of the proofs: what it finds holds, and what it denies can't be."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.verify.prove.circuit import FALSE, TRUE, Circuit
from engine.verify.prove.solver import Solver

Clauses = list[list[int]]


def holds(clauses: Clauses, values: list[bool]) -> bool:
    return all(any(values[abs(one)] == (one > 0) for one in clause) for clause in clauses)


def some_assignment(size: int, clauses: Clauses) -> bool:
    return any(holds(clauses, [False, *values]) for values in itertools.product([False, True], repeat=size))


def follows(clauses: Clauses, lesson: list[int]) -> bool:
    """Whether a clause follows by unit propagation alone: its opposite leads to a contradiction at once."""
    true = {-one for one in lesson}
    while True:
        units = set()
        for clause in clauses:
            if any(one in true for one in clause):
                continue
            left = {one for one in clause if -one not in true}
            if not left:
                return True
            if len(left) == 1:
                units |= left
        if not units - true:
            return False
        true |= units
        if any(-one in true for one in true):
            return True


literals = st.integers(1, 9).flatmap(lambda variable: st.sampled_from([variable, -variable]))
statements = st.lists(st.lists(literals, max_size=4), max_size=45)


@settings(max_examples=300)
@given(clauses=statements)
def test_it_is_right_on_small_statements(clauses: Clauses) -> None:
    solver = Solver(9, clauses)
    found = solver.solve()
    if found is None:
        assert not some_assignment(9, clauses)
    else:
        assert holds(clauses, found)


hard = st.lists(st.lists(literals, min_size=3, max_size=3), min_size=38, max_size=60)


@settings(max_examples=100)
@given(clauses=hard)
def test_everything_it_learns_follows(clauses: Clauses) -> None:
    solver = Solver(9, clauses)
    found = solver.solve()
    known = [list(one) for one in clauses]
    for lesson in solver.learned:
        assert follows(known, lesson)
        known.append(lesson)
    if found is None:
        assert follows(known, [])


def test_more_pigeons_than_holes() -> None:
    pigeons, holes = 6, 5
    sits = {
        place: number for number, place in enumerate(itertools.product(range(pigeons), range(holes)), start=1)
    }
    clauses = [[sits[pigeon, hole] for hole in range(holes)] for pigeon in range(pigeons)]
    for hole in range(holes):
        clauses += [
            [-sits[one, hole], -sits[other, hole]] for one, other in itertools.combinations(range(pigeons), 2)
        ]
    assert Solver(len(sits), clauses).solve() is None
    assert Solver(len(sits), clauses[1:]).solve() is not None


def test_no_clauses_and_an_empty_clause() -> None:
    assert Solver(2, []).solve() == [False, False, False]
    assert Solver(2, [[]]).solve() is None
    assert Solver(1, [[1], [-1]]).solve() is None


@given(values=st.lists(st.booleans(), max_size=6))
def test_counting_counts(values: list[bool]) -> None:
    circuit = Circuit()
    variables = [circuit.variable() for _ in values]
    exactly = circuit.counts(variables)
    truth = circuit.values(circuit.cone(exactly), {1: True, **dict(zip(variables, values, strict=True))})
    right = [number for number, one in enumerate(exactly) if truth[abs(one)] == (one > 0)]
    assert right == [sum(values)]


def test_circuits_are_made_once_and_simplified() -> None:
    circuit = Circuit()
    one, other = circuit.variable(), circuit.variable()
    assert circuit.all([one, other]) == circuit.all([other, one, TRUE])
    assert circuit.all([one, -one]) == FALSE
    assert circuit.any([one, -one]) == TRUE
    assert circuit.all([]) == TRUE
    assert circuit.any([]) == FALSE
    assert circuit.all([one, one]) == one
    assert circuit.same(one, one) == TRUE
