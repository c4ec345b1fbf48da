"""Whose plans a change of knowledge changes, how, and because of which file (`run.py diff`)."""

from engine.compare.changes import Comparison, compare
from engine.compare.report import lines, to_json
from engine.compare.sheets import SheetToCompare, drawn, from_file, worked_cases
from engine.compare.versions import Pair, opened

__all__ = [
    "Comparison",
    "Pair",
    "SheetToCompare",
    "compare",
    "drawn",
    "from_file",
    "lines",
    "opened",
    "to_json",
    "worked_cases",
]
