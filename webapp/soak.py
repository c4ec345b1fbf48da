"""`soak`: many people at once on a running server: no crash, no wrong plan, no growth of memory.

The server is a process of its own, as `serve` starts it, on a data folder of its own. Threads ask it for
plans of the worked cases over HTTP, between them for pages, and compare each plan with the one that
`compiled` makes here.
"""

from __future__ import annotations

import datetime
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.errors import InputError, Mistake
from engine.exports import plan_to_json
from engine.knowledge_base import ROOT, KnowledgeBase, load, load_cases
from engine.pipeline import make_plan

TODAY = datetime.date(2026, 3, 3)
PAGES = ("/", "/help", "/healthz")
A_PAGE_EVERY = 10
"""Requests: every tenth is for a page."""
WARM_UP = 500
"""Plans made before memory is looked at: caches fill first."""
PATIENCE = 60
"""Seconds that one answer may take."""


@dataclass(slots=True)
class Soaked:
    """What came of it. `grown_mb` is None where the platform doesn't tell."""

    plans: int = 0
    pages: int = 0
    wrong: int = 0
    errors: list[str] = field(default_factory=list)
    seconds: float = 0
    grown_mb: float | None = None
    alive: bool = False
    """Whether the server still ran at the end."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A sheet with the plan that must come, without its `engine`; None where the sheet is refused."""

    body: bytes
    wanted: dict[str, Any] | None


def soak(engine: str, threads: int = 16, seconds: float = 60, least_plans: int = 0) -> Soaked:
    """Ask for plans in so many threads for so many seconds, and on until `least_plans` are made."""
    asked = _asked(load())
    found = Soaked()
    with (
        tempfile.TemporaryDirectory(prefix="waymark-soak-") as folder,
        _server(engine, threads, folder) as (
            process,
            port,
        ),
    ):
        _rounds(found, asked, port, threads, until=0, least_plans=WARM_UP)
        begun, before = time.monotonic(), memory_mb(process.pid)
        found.plans = found.pages = 0
        _rounds(found, asked, port, threads, begun + seconds, least_plans)
        after = memory_mb(process.pid)
        found.seconds = time.monotonic() - begun
        found.alive = process.poll() is None
        if before is not None and after is not None:
            found.grown_mb = after - before
    return found


def _asked(knowledge: KnowledgeBase) -> list[_Asked]:
    asked = []
    for case in load_cases(knowledge.root).values():
        answers = json.loads(json.dumps(dict(case.answers), default=str))
        try:
            made = make_plan(knowledge, answers, TODAY, "compiled")
            wanted = {**json.loads(json.dumps(plan_to_json(made))), "engine": ""}
        except InputError:
            wanted = None
        asked.append(_Asked(json.dumps({"answers": answers, "today": f"{TODAY}"}).encode(), wanted))
    return asked


@contextmanager
def _server(engine: str, threads: int, folder: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server and its port; stopped at the end. InputError where it does not start."""
    command = [sys.executable, "-m", "webapp.cli", "serve", "--port", "0", "--data", folder]
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [*command, "--threads", str(threads)],
        cwd=ROOT,
        env={**os.environ, "WAYMARK_ENGINE": engine},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = next((line for line in process.stdout if "http://" in line), "")
        if not line:
            raise InputError([_not_started(process)])
        yield process, urlsplit(next(word for word in line.split() if "://" in word)).port or 80
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        process.stdout.close()


def _not_started(process: subprocess.Popen[str]) -> Mistake:
    return Mistake("serve", f"the server did not start (exit code {process.wait(timeout=PATIENCE)})")


def _rounds(
    found: Soaked, asked: Sequence[_Asked], port: int, threads: int, until: float, least_plans: int
) -> None:
    lock = threading.Lock()

    def work(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        turn = number
        try:
            while (time.monotonic() < until or found.plans < least_plans) and not found.errors:
                turn += 1
                if turn % A_PAGE_EVERY == 0:
                    page = PAGES[turn // A_PAGE_EVERY % len(PAGES)]
                    status = _answer(connection, "GET", page)[0]
                    with lock:
                        found.pages += 1
                        found.wrong += status != 200
                    continue
                right = _is_right(connection, asked[turn % len(asked)])
                with lock:
                    found.plans += 1
                    found.wrong += not right
        except Exception as error:  # whatever it is, it is what is looked for
            found.errors.append(repr(error))
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def _is_right(connection: http.client.HTTPConnection, one: _Asked) -> bool:
    status, body = _answer(connection, "POST", "/api/v1/plans", one.body)
    if one.wanted is None:
        return status == 422
    return status == 200 and {**json.loads(body), "engine": ""} == one.wanted


def _answer(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None = None
) -> tuple[int, bytes]:
    connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
    response = connection.getresponse()
    return response.status, response.read()


def memory_mb(pid: int) -> float | None:
    """What a process holds in memory, where Linux tells."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
