"""Many threads on the evaluator that serves: no wrong plan, no growth of memory, and a fork still works."""

from __future__ import annotations

import datetime
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import InputError
from engine.exports import plan_to_json
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan

TODAY = datetime.date(2026, 3, 3)
WARM_UP = 500
"""Plans made before memory is looked at: caches fill first."""


@dataclass(frozen=True, slots=True)
class Soaked:
    """What came of it. `grown_mb` is None where the platform doesn't tell."""

    plans: int
    wrong: int
    errors: tuple[str, ...]
    grown_mb: float | None
    forked: bool | None
    """Whether a forked process made the right plan; None where there is no fork."""


def soak(
    knowledge: KnowledgeBase,
    sheets: Sequence[dict[str, Any]],
    engine: str = "durable",
    threads: int = 16,
    seconds: float = 60,
    most_plans: int = 1_000_000,
) -> Soaked:
    """Plans in many threads until the time is over or enough are made, each compared with `compiled`'s."""
    wanted = [_plan(knowledge, sheet, "compiled") for sheet in sheets]
    for number in range(min(WARM_UP, most_plans)):
        _plan(knowledge, sheets[number % len(sheets)], engine)
    before, until = memory_mb(), time.monotonic() + seconds
    made, wrong = [0] * threads, [0] * threads
    errors: list[str] = []
    forked: list[bool | None] = []

    def work(number: int) -> None:
        turn = number
        while time.monotonic() < until and sum(made) < most_plans and not errors:
            try:
                right = _plan(knowledge, sheets[turn % len(sheets)], engine) == wanted[turn % len(sheets)]
            except Exception as error:  # whatever it is, it is what is looked for
                errors.append(repr(error))
                return
            made[number] += 1
            wrong[number] += not right
            turn += 1

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    forked.append(works_after_fork(lambda: _plan(knowledge, sheets[0], engine) == wanted[0]))
    for worker in workers:
        worker.join()
    after = memory_mb()
    grown = None if before is None or after is None else after - before
    return Soaked(sum(made), sum(wrong), tuple(errors), grown, forked[0])


def _plan(knowledge: KnowledgeBase, sheet: dict[str, Any], engine: str) -> Any:
    try:
        return {**plan_to_json(make_plan(knowledge, sheet, TODAY, engine)), "engine": ""}
    except InputError as error:
        return str(error)


def works_after_fork(check: Callable[[], bool], seconds: float = 30) -> bool | None:
    """Whether `check` holds in a forked process, while other threads go on here; None without fork."""
    if not hasattr(os, "fork"):
        return None
    child = os.fork()
    if child == 0:
        right = False
        try:
            right = check()
        finally:
            os._exit(0 if right else 1)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.01)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return False


def memory_mb() -> float | None:
    """What this process holds in memory, where Linux tells."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
