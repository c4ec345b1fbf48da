"""What is measured, what is aimed at (issue 3 of this project), and both as a table."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

PEERS_TIMES, PEERS_WISH, DURABLE_TIMES = 5, 10, 100
PLAN_SHARE, GROWTH, LOAD_MS = 0.5, 2.0, 300
FROM_RULES = 300
"""Rules from which on the aims hold."""
OWN_DURABLE = "durable"
PLAIN_DURABLE = "durable_rules, plain"
COMPILED = "compiled"
HAND_WRITTEN = "lambda a rule"
"""No peer but a bound: the rules typed by hand as Python, which no data file can be."""


@dataclass(slots=True)
class Measured:
    """One rule base: microseconds an inference by engine, and a whole plan."""

    label: str
    rules: int
    share_that_hold: float
    inference: dict[str, float]
    plan: float
    missing: list[str]


@dataclass(slots=True)
class Aim:
    """One thing aimed at, with what came out."""

    says: str
    wanted: str
    measured: float
    met: bool


@dataclass(slots=True)
class Report:
    """A whole run."""

    bases: list[Measured] = field(default_factory=list)
    growth: float | None = None
    load_ms: float | None = None

    def aims(self) -> list[Aim]:
        """Every aim that this run can tell of."""
        return [aim for base in self.bases if base.rules >= FROM_RULES for aim in _of_base(base)] + list(
            self._others()
        )

    def _others(self) -> Iterator[Aim]:
        if self.growth is not None:
            says = "time of one inference, 3,000 rules to 300 with the same rules holding"
            yield Aim(says, f"under {GROWTH:g}", self.growth, self.growth < GROWTH)
        if self.load_ms is not None:
            says = "loading the knowledge base, parsed before, in milliseconds"
            yield Aim(says, f"under {LOAD_MS}", self.load_ms, self.load_ms < LOAD_MS)

    def to_json(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "machine": machine(),
            "rule_bases": [
                {
                    "label": base.label,
                    "rules": base.rules,
                    "share_that_hold": round(base.share_that_hold, 4),
                    "microseconds": {name: round(time, 1) for name, time in base.inference.items()},
                    "times_compiled": {name: round(ratio, 2) for name, ratio in ratios(base).items()},
                    "plan_microseconds": round(base.plan, 1),
                    "missing": base.missing,
                }
                for base in self.bases
            ],
            "growth": self.growth and round(self.growth, 2),
            "load_milliseconds": self.load_ms and round(self.load_ms, 1),
            "aims": [
                {"says": aim.says, "wanted": aim.wanted, "measured": round(aim.measured, 2), "met": aim.met}
                for aim in self.aims()
            ],
        }


def ratios(base: Measured) -> dict[str, float]:
    """How many times as long as `compiled` each engine takes."""
    return {name: time / base.inference[COMPILED] for name, time in base.inference.items()}


def _of_base(base: Measured) -> Iterator[Aim]:
    times = ratios(base)
    for name, ratio in times.items():
        if name in (COMPILED, OWN_DURABLE, PLAIN_DURABLE, HAND_WRITTEN):
            continue
        wanted = f"at least {PEERS_TIMES}, better {PEERS_WISH}"
        yield Aim(f"{base.label}: {name} to compiled", wanted, ratio, ratio >= PEERS_TIMES)
    if OWN_DURABLE in times:
        durable = base.inference[OWN_DURABLE]
        says = f"{base.label}: durable to compiled"
        yield Aim(says, f"at least {DURABLE_TIMES}", times[OWN_DURABLE], times[OWN_DURABLE] >= DURABLE_TIMES)
        share = base.plan / durable
        says = f"{base.label}: a whole plan with compiled, to durable's inference alone"
        yield Aim(says, f"under {PLAN_SHARE}", share, share < PLAN_SHARE)
        if PLAIN_DURABLE in times:
            slower = durable / base.inference[PLAIN_DURABLE]
            says = f"{base.label}: durable to a plain use of durable_rules"
            yield Aim(says, "at most 1.05", slower, slower <= 1.05)


def machine() -> str:
    """What it ran on, as far as it matters."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}"


def as_json(report: Report) -> str:
    """The report for programs."""
    return json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n"


def as_markdown(report: Report) -> str:
    """The report as Markdown, which also reads well on a terminal."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield (
        "| microseconds an inference (times compiled) | "
        + " | ".join(base.label for base in report.bases)
        + " |"
    )
    yield "|---|" + "---:|" * len(report.bases)
    for name in dict.fromkeys(name for base in report.bases for name in base.inference):
        yield f"| {name} | " + " | ".join(_cell(base, name) for base in report.bases) + " |"
    yield "| *rules that hold* | " + " | ".join(f"{base.share_that_hold:.0%}" for base in report.bases) + " |"
    yield "| *a whole plan, compiled* | " + " | ".join(f"{base.plan:,.0f}" for base in report.bases) + " |"
    yield ""
    for name in sorted({name for base in report.bases for name in base.missing}):
        yield f"{name}: not installed here, left out (requirements-bench.txt)."
    yield "| aim | wanted | measured | |"
    yield "|---|---|---:|---|"
    for aim in report.aims():
        yield f"| {aim.says} | {aim.wanted} | {aim.measured:,.2f} | {'met' if aim.met else '**missed**'} |"


def _cell(base: Measured, name: str) -> str:
    if name not in base.inference:
        return "–"
    return f"{base.inference[name]:,.1f} ({ratios(base)[name]:,.1f})"
