"""The options that every command which makes a plan takes."""

from __future__ import annotations

import argparse
import datetime

from engine.inference import ENGINES


def day(text: str) -> datetime.date:
    """A date argument, YYYY-MM-DD."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date. Accepted: YYYY-MM-DD") from None


def add_today(command: argparse.ArgumentParser) -> None:
    """`--today D`."""
    says = "the day the plan is made (default: today)"
    command.add_argument("--today", type=day, metavar="YYYY-MM-DD", help=says)


def add_engine(command: argparse.ArgumentParser) -> None:
    """`--engine E`."""
    command.add_argument("--engine", choices=ENGINES, help="which evaluator runs the rules")
