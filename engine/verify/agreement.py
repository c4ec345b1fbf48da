"""Whether the two evaluators give the same plans, byte for byte but for `engine`, on many drawn sheets.

The sheets are the same in every run. They come in lots, each from a seed of its own, so that any number of
processes gives the same answer.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from engine.errors import Mistake
from engine.exports import plan_to_json
from engine.inference import durable_is_here
from engine.knowledge_base import KnowledgeBase, load
from engine.pipeline import make_plan
from engine.verify.prove.dates import TODAY
from engine.verify.prove.draws import sheets

LOT = 500
"""Sheets of one seed."""
_loaded: dict[Path, KnowledgeBase] = {}


def disagreements(
    root: Path, count: int, progress: Callable[[int], None], workers: int | None = None
) -> list[Mistake]:
    """The sheets, of `count` drawn ones, on which the evaluators give different plans."""
    if not durable_is_here():
        return [Mistake("", "durable_rules is not installed here, so there is nothing to compare")]
    lots = [(root, seed, min(LOT, count - seed * LOT)) for seed in range(-(-count // LOT))]
    found: list[Mistake] = []
    done = 0
    with ProcessPoolExecutor(workers or os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for (_, _, size), differing in zip(lots, pool.map(_compared, lots), strict=True):
            done += size
            progress(done)
            found += [
                Mistake("", f"the evaluators differ on this sheet: {json.dumps({'answers': raw})}")
                for raw in differing
            ]
    return found


def _compared(lot: tuple[Path, int, int]) -> list[dict[str, Any]]:
    root, seed, size = lot
    if root not in _loaded:
        _loaded[root] = load(root)
    return [raw for raw in sheets(_loaded[root], size, seed) if not agree(_loaded[root], raw)]


def agree(knowledge: KnowledgeBase, raw: dict[str, Any]) -> bool:
    """Whether both evaluators give this sheet the same plan."""
    one, other = (_text(knowledge, raw, engine) for engine in ("durable", "compiled"))
    return one == other


def _text(knowledge: KnowledgeBase, raw: dict[str, Any], engine: str) -> str:
    plan = plan_to_json(make_plan(knowledge, raw, TODAY, engine))
    return json.dumps({**plan, "engine": ""}, ensure_ascii=False)
