"""The evaluator that serves: the rules on durable_rules, one message a stratum.

The only module that knows durable_rules. What the library is known to do wrong, and what is done
about each (docs/decisions/durable-rules.md):

- Its Host starts threads that dispatch timers and can crash the process: `_run` does nothing here.
- `delete_state` crashes where no rule fired, and after an error: each ruleset has a rule that always holds
  and goes first, and a session that ended in an error is left alone.
- It changes the dictionaries it is given: it gets fresh ones. Ruleset names are global to the process:
they are numbered.
- A missing key matches nothing, not even a negation, so negations are pushed down to the tests and absence
is `$nex`.
- An exception in an action is swallowed into the state: the state is looked at and the exception raised.
- A rule fires once for each true branch of an `$or`: what fired is a set.
- Its limits are compiled in: 255 keys, 512 tests below another, and a stack of 64 tests that are true and
  wait for their turn. A ruleset takes rules up to bounds below these, counted as if all were true at once.
- It can't read numbers with an exponent: none is sent.
- It keeps a ruleset until told otherwise: what nobody holds any more is deleted when the next one is made.

Only codes and numbers enter it, never text that a person typed.
"""

from __future__ import annotations

import itertools
import os
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import durable_rules_engine
from durable.engine import Host

from engine import conditions
from engine.conditions import Condition, View
from engine.conditions.reading import LARGEST_THRESHOLD
from engine.inference.compiled import strata
from engine.knowledge_base import KnowledgeBase

MOST_KEYS = 200
MOST_TESTS = 400
MOST_WAITING = 60
"""Keys, tests and true branches of the rules of one ruleset; durable_rules dies at 255, 512 and 65."""
ALWAYS, NEVER = "on", "off"
_numbers = itertools.count(1)
_one_at_a_time = threading.Lock()
_unused: deque[int] = deque()
"""Handles of rulesets to delete; not deleted at once, as rubbish is collected in the middle of anything."""
if hasattr(os, "register_at_fork"):  # a process is never forked in the middle of an inference
    os.register_at_fork(
        before=_one_at_a_time.acquire,
        after_in_parent=_one_at_a_time.release,
        after_in_child=_one_at_a_time.release,
    )


class _QuietHost(Host):  # type: ignore[misc]
    """A Host that starts no threads."""

    def _run(self) -> None:
        pass


class _Names:
    """Short keys and small numbers for the names and codes of one knowledge base."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, ...], str] = {}
        self._codes: dict[str, int] = {}

    def key(self, *name: str) -> str:
        return self._keys.setdefault(name, f"k{len(self._keys)}")

    def code(self, code: str) -> int:
        return self._codes.setdefault(code, len(self._codes) + 1)


class _Ruleset:
    """As many rules as durable_rules bears at once, the keys they read and where each value comes from."""

    def __init__(self, names: _Names):
        self.names = names
        self.rules: dict[str, Condition] = {}
        self.reads: dict[str, tuple[str, ...]] = {}
        self.tests = 0
        self.waiting = 0

    def fits(self, condition: Condition) -> bool:
        """Whether a rule can be added without coming near to a limit."""
        return (
            len(self.reads | _reads(condition, self.names)) <= MOST_KEYS
            and self.tests + _tests(condition) <= MOST_TESTS
            and self.waiting + _waiting(condition, negated=False) <= MOST_WAITING
        )

    def add(self, name: str, condition: Condition) -> None:
        """One rule more; ValueError for a rule that is too large even by itself."""
        if not self.fits(condition):
            raise ValueError(f"the rule '{name}' has more branches than durable_rules can hold")
        self.rules[name] = condition
        self.reads |= _reads(condition, self.names)
        self.tests += _tests(condition)
        self.waiting += _waiting(condition, negated=False)

    def definition(self, fire: Callable[[str], None]) -> dict[str, Any]:
        """The rules as durable_rules takes them; a firing calls `fire` with the rule's id."""

        def action(name: str) -> Callable[[Any], None]:
            return lambda context: fire(name)

        made: dict[str, Any] = {
            "always": {"all": [{"m": {ALWAYS: 1}}], "pri": 0, "run": lambda context: None}
        }
        for name, condition in self.rules.items():
            test = {"$and": [{ALWAYS: 1}, expression(condition, self.names, negated=False)]}
            made[name] = {"all": [{"m": test}], "pri": 1, "run": action(name)}
        return made

    def message(self, view: View) -> dict[str, Any]:
        """The part of the sheet that these rules read, in codes and numbers."""
        made: dict[str, Any] = {ALWAYS: 1}
        for key, name in self.reads.items():
            value = _value(name, view, self.names)
            if value is not None:
                made[key] = value
        return made


def _tests(condition: Condition) -> int:
    """How many tests durable_rules makes of a condition, at most."""
    tests = [part for part in conditions.walk(condition) if isinstance(part, conditions.Test)]
    return 1 + sum(1 + len(one.wanted) if isinstance(one.wanted, tuple) else 2 for one in tests)


def _waiting(condition: Condition, negated: bool) -> int:
    """How many tests of a condition can be true and wait for their turn at once, at most.

    The branches of an `any` wait beside each other, those of an `all` come one after another. Of a choice of
    codes one is true; of several codes of one answer all may be.
    """
    match condition:
        case conditions.Not(part):
            return _waiting(part, not negated)
        case conditions.All(parts) | conditions.AnyOf(parts):
            widths = [_waiting(part, negated) for part in parts]
            one_after_another = isinstance(condition, conditions.All) is not negated
            return 1 + sum(width - 1 for width in widths) if one_after_another else sum(widths)
        case conditions.Test(_, _, "includes", wanted):
            return 1 if negated else len(wanted)
    return 1


def _reads(condition: Condition, names: _Names) -> dict[str, tuple[str, ...]]:
    return {names.key(*name): name for part in conditions.walk(condition) for name in _parts_read(part)}


def _parts_read(part: Condition) -> Iterator[tuple[str, ...]]:
    match part:
        case conditions.Test(subject, name, "includes", wanted):
            yield from ((subject, name, code) for code in wanted)
        case conditions.Test(subject, name, conditions.ANSWERED):
            yield (subject, name, "?")
        case conditions.Test(subject, name):
            yield (subject, name)
        case conditions.HasFinding(name) | conditions.NoFinding(name):
            yield ("finding", name)


def _value(name: tuple[str, ...], view: View, names: _Names) -> int | float | None:
    subject, thing, *part = name
    if subject == "finding":
        return view.findings.get(thing)
    value = (view.answers if subject == "question" else view.facts).get(thing)
    if value is None:
        return None
    if part == ["?"]:
        return 1
    if part:
        return 1 if isinstance(value, tuple) and part[0] in value else None
    if isinstance(value, str):
        return names.code(value)
    return _written_out(value) if isinstance(value, int | float) else None


def _written_out(value: float) -> float:
    """A number that JSON writes without an exponent, which durable_rules can't read.

    It stays on the same side of every threshold (`conditions.is_threshold`).
    """
    if abs(value) > LARGEST_THRESHOLD:
        beyond = LARGEST_THRESHOLD + 1
        return beyond if value > 0 else -beyond
    return 0.0001 * (1 if value > 0 else -1) if 0 < abs(value) < 0.0001 else value


def expression(condition: Condition, names: _Names, negated: bool) -> dict[str, Any]:
    """A condition as a durable_rules expression over one message, with every negation at a single test."""
    match condition:
        case conditions.Always():
            return {NEVER: 1} if negated else {ALWAYS: 1}
        case conditions.Not(part):
            return expression(part, names, not negated)
        case conditions.All(parts):
            return _joined("$or" if negated else "$and", (expression(part, names, negated) for part in parts))
        case conditions.AnyOf(parts):
            return _joined("$and" if negated else "$or", (expression(part, names, negated) for part in parts))
        case conditions.HasFinding(name, at_least):
            return _compared("$gte", "$lt", names.key("finding", name), at_least, negated)
        case conditions.NoFinding(name):
            return _present(names.key("finding", name), negated)
        case conditions.Test(subject, name, conditions.ANSWERED, wanted):
            return _present(names.key(subject, name, "?"), wanted is not negated)
        case conditions.Test(subject, name, "is", wanted):
            return _one_of(names.key(subject, name), [names.code(code) for code in wanted], negated)
        case conditions.Test(subject, name, "includes", wanted):
            keys = [names.key(subject, name, code) for code in wanted]
            return _joined("$and" if negated else "$or", (_present(key, not negated) for key in keys))
        case conditions.Test(subject, name, "at_least", wanted):
            return _compared("$gte", "$lt", names.key(subject, name), wanted, negated)
        case conditions.Test(subject, name, "at_most", wanted):
            return _compared("$lte", "$gt", names.key(subject, name), wanted, negated)
    raise ValueError(f"no durable_rules expression for {condition}")


def _joined(operator: str, parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    made = list(parts)
    return made[0] if len(made) == 1 else {operator: made}


def _present(key: str, wanted: bool) -> dict[str, Any]:
    return {"$ex": {key: 1}} if wanted else {"$nex": {key: 1}}


def _one_of(key: str, codes: list[int], negated: bool) -> dict[str, Any]:
    if not negated:
        return _joined("$or", ({key: code} for code in codes))
    return {"$or": [_present(key, wanted=False), _joined("$and", ({"$neq": {key: code}} for code in codes))]}


def _compared(holds: str, fails: str, key: str, wanted: float, negated: bool) -> dict[str, Any]:
    if not negated:
        return {holds: {key: wanted}}
    return {"$or": [_present(key, wanted=False), {fails: {key: wanted}}]}


class DurableEvaluator:
    """The rules of a knowledge base, registered once. Safe to call from many threads: one lock, one
    session each.
    """

    name = "durable"

    def __init__(self, knowledge: KnowledgeBase):
        self._fired: set[str] = set()
        names = _Names()
        definitions: dict[str, Any] = {}
        self._strata: dict[str, list[tuple[str, _Ruleset]]] = {}
        for stratum, rules in strata(knowledge).items():
            self._strata[stratum] = []
            for ruleset in _grouped({name: rules[name].when for name in sorted(rules)}, names):
                label = f"waymark-{stratum}-{next(_numbers)}"
                definitions[label] = ruleset.definition(self._fired.add)
                self._strata[stratum].append((label, ruleset))
        with _one_at_a_time:
            while _unused:
                durable_rules_engine.delete_ruleset(_unused.popleft())
            self._host = _QuietHost(definitions)
        handles = [self._host.get_ruleset(label)._handle for label in definitions]
        weakref.finalize(self, _unused.extend, handles).atexit = False

    def fired(self, stratum: str, view: View) -> list[str]:
        """The ids of the rules that hold, sorted; RuntimeError where durable_rules reports one."""
        found: set[str] = set()
        for label, ruleset in self._strata[stratum]:
            found |= self._run(label, ruleset.message(view))
        return sorted(found)

    def _run(self, label: str, message: dict[str, Any]) -> set[str]:
        session = str(next(_numbers))
        with _one_at_a_time:
            self._fired.clear()
            state = self._host.assert_fact(label, {**message, "sid": session})
            self._host.delete_state(label, session)
            if state and "exception" in state:
                raise RuntimeError(f"durable_rules: {state['exception']}")
            return set(self._fired)


def _grouped(rules: Mapping[str, Condition], names: _Names) -> Iterator[_Ruleset]:
    current = _Ruleset(names)
    for name, condition in rules.items():
        if not current.fits(condition):
            yield current
            current = _Ruleset(names)
        current.add(name, condition)
    if current.rules:
        yield current
