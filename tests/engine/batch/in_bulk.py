"""What the tests of the batch share: sheets as lines, a run, and what came out."""

from __future__ import annotations

import contextlib
import datetime
import json
import sys
from pathlib import Path
from typing import Any

from engine.answers import to_plain
from engine.batch import Batch, run_batch
from engine.errors import InputError
from engine.exports import plan_to_json
from engine.knowledge_base import KnowledgeBase, load_cases
from engine.pipeline import make_plan

TODAY = datetime.date(2026, 11, 23)


SHEETS = [to_plain(case.answers) for case in load_cases().values()]


def write_lines(path: Path, count: int, sheets: list[dict[str, Any]] | None = None) -> Path:
    some = sheets if sheets is not None else SHEETS
    lines = (json.dumps({"id": f"p{n}", "answers": some[n % len(some)]}) for n in range(count))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def batch(knowledge: KnowledgeBase, source: Path, out: Path, **more: Any) -> Batch:
    return run_batch(knowledge, source, out, TODAY, "compiled", **more)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


def plan_or_none(knowledge: KnowledgeBase, answers: dict[str, Any]) -> dict[str, Any] | None:
    with contextlib.suppress(InputError):
        return plan_to_json(make_plan(knowledge, answers, TODAY, "compiled"))
    return None


COMMAND = [sys.executable, "-m", "engine.cli", "batch"]


FIXED = ["--today", str(TODAY), "--engine", "compiled"]
