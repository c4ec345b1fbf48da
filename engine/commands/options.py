"""The options that every command which makes a plan takes."""

from __future__ import annotations

import argparse
import datetime
import re

from engine.inference import ENGINES
from engine.language import gettext as _

MOST_SHEETS = 1_000_000
"""That one command draws."""


def day(text: str) -> datetime.date:
    """A date argument, YYYY-MM-DD."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("'%(text)s' is not a date. Accepted: YYYY-MM-DD", text=text)
        ) from None


def number_of_sheets(text: str) -> int:
    """How many sheets to draw, as an argument."""
    if re.fullmatch(r"[0-9]{1,7}", text) and 1 <= int(text) <= MOST_SHEETS:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is not a number of sheets. Accepted: 1 to {MOST_SHEETS}")


def add_today(command: argparse.ArgumentParser) -> None:
    """`--today D`."""
    says = "the day the plan is made (default: today)"
    command.add_argument("--today", type=day, metavar="YYYY-MM-DD", help=says)


def add_language(command: argparse.ArgumentParser) -> None:
    """`--language CODE`: what is said comes out in this language; `engine.cli.run` sees to it."""
    says = "the language of what comes out (default: en), or the folder of one"
    command.add_argument("--language", metavar="CODE", help=says)


def add_engine(command: argparse.ArgumentParser) -> None:
    """`--engine E`."""
    command.add_argument("--engine", choices=ENGINES, help="which evaluator runs the rules")
