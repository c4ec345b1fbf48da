"""The plan's days as the outline of a walk, drawn as an SVG: its marks, and where the person is.

The hill is the same for everyone and means nothing but time from left to right.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from engine.language import mark
from engine.model import Plan
from engine.planning.working import calendar_of

WIDTH, HEIGHT, MARGIN = 640.0, 172.0, 26.0
LABELS = 52.0
"""Height below the ground for two lines of words: the mark's name and its day."""
POINTS = 64


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the outline: where, and what stands there."""

    x: float
    y: float
    label: str
    """In English; the page says it in its own language."""
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Profile:
    """What the template draws, in the SVG's own units."""

    width: float
    height: float
    floor: float
    """Where the ground ends and the words begin."""
    ground: str
    walked: str
    marks: tuple[Mark, ...]
    here: Mark


def profile(plan: Plan, today: datetime.date) -> Profile:
    """The outline of a plan on one day. The days after a plan have no middle that counts."""
    days = max((plan.ends - plan.starts).days, 1)
    share = min(max((today - plan.starts).days / days, 0.0), 1.0)
    line = [_point(step / POINTS) for step in range(POINTS + 1)]
    walked = [_point(step / POINTS * share) for step in range(POINTS + 1)] if share > 0 else []
    half = plan.starts + datetime.timedelta(days=days // 2)
    marks = [
        (0.0, mark("Start"), plan.starts),
        *([] if calendar_of(plan).over else [((days // 2) / days, mark("Halfway"), half)]),
        (1.0, mark("End"), plan.ends),
    ]
    return Profile(
        WIDTH,
        HEIGHT,
        HEIGHT - LABELS + 10,
        _path(line),
        _path(walked),
        tuple(Mark(*_point(place), label, day) for place, label, day in marks),
        Mark(*_point(share), mark("You are here"), today),
    )


def _point(share: float) -> tuple[float, float]:
    rise = 0.5 - 0.5 * math.cos(share * math.pi)
    ripple = 0.16 * math.sin(share * math.pi * 3.2) + 0.07 * math.sin(share * math.pi * 7.5)
    height = max(min(0.12 + 0.68 * rise + ripple * (1 - 0.6 * share), 1.0), 0.0)
    x = MARGIN + share * (WIDTH - 2 * MARGIN)
    y = HEIGHT - LABELS - 4 - height * (HEIGHT - LABELS - 36)
    return round(x, 1), round(y, 1)


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in points) if points else ""
