"""`coverage [--format text|markdown|json]`: which rows of the source article are answered, by what, and which
worked case shows it. docs/coverage.md is made by it.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.commands.output import to_standard_output
from engine.knowledge_base import load
from engine.verify.coverage import Coverage, RowCoverage, coverage

DONE, FOUND_GAPS = 0, 1
FORMATS = ("text", "markdown", "json")
COUNTED = ("strategies", "reading", "resources", "questions", "rules", "cases")
HEADS = ("row", "strategies", "guides, letters, stories", "places to go", "questions", "rules", "cases")
OPENING = """# What answers the source article

Each row of the article that the product grew out of (S0 to S11, told in [requirements.md](requirements.md)),
and what answers it. A worked case counts only where it names the row and its plan really holds one of the
strategies. `check` stops where a row has no strategy or no case.

`python3 run.py coverage --format markdown > docs/coverage.md` brings this page up to date.
"""


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = commands.add_parser(
        "coverage", help="which rows of the source article are answered, and by what"
    )
    command.add_argument("--root", type=Path, help="look at the knowledge/ and rules/ below this folder")
    command.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    command.set_defaults(run=_coverage)


def _coverage(arguments: argparse.Namespace) -> int:
    found = coverage(load(arguments.root))
    to_standard_output(shown(found, arguments.format))
    return DONE if covered(found) else FOUND_GAPS


def covered(found: Coverage) -> bool:
    """Whether each row has its strategy and its case, and each promised code exists."""
    rows = all(row.strategies and row.cases and not row.claimed for row in found.rows)
    return rows and not found.missing_questions and not found.missing_strategies


def shown(found: Coverage, form: str) -> str:
    """The matrix in one of FORMATS."""
    return {"text": _text, "markdown": _markdown, "json": _json}[form](found)


def _json(found: Coverage) -> str:
    return json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n"


def _counts(row: RowCoverage) -> list[str]:
    return [str(len(getattr(row, name))) for name in COUNTED]


def _text(found: Coverage) -> str:
    lines = [HEADS, *((row.row, *_counts(row)) for row in found.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    return "\n".join(line.rstrip() for line in [*table, "", *_beside(found)]) + "\n"


def _beside(found: Coverage) -> list[str]:
    """What is missing beside the matrix, a line each."""
    lines = []
    for row in found.rows:
        if not row.strategies or not row.cases:
            lines.append(f"{row.row} has no {'strategy' if not row.strategies else 'case'}.")
        lines += [f"{name} names {row.row}, and its plan holds no strategy for it." for name in row.claimed]
    for kind, codes in (("question", found.missing_questions), ("strategy", found.missing_strategies)):
        lines += [f"No {kind} has the code {code}." for code in codes]
    lines += [
        f"No case answers '{name}' with {', '.join(codes)}." for name, codes in found.unused_options.items()
    ]
    return lines or ["Every row has its strategy and its case, every code exists, every option is in a case."]


def _markdown(found: Coverage) -> str:
    lines = [OPENING, f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|"]
    lines += [f"| [{row.row}](#{row.row.lower()}) | {' | '.join(_counts(row))} |" for row in found.rows]
    lines += ["", *_beside(found)]
    for row in found.rows:
        lines += ["", f"## {row.row}", ""]
        lines += [
            f"- {head}: {', '.join(f'`{name}`' for name in names)}"
            for head, field in zip(HEADS[1:], COUNTED, strict=True)
            if field in ("strategies", "reading", "cases") and (names := getattr(row, field))
        ]
    return "\n".join(lines) + "\n"
