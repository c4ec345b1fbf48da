"""`batch IN.jsonl OUT.jsonl`: many sheets to as many plans."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import time
from pathlib import Path
from typing import Any

from engine.batch import Batch, Stopped, run_batch
from engine.commands.options import add_engine, add_language, add_today
from engine.errors import InputError, Mistake
from engine.knowledge_base import load
from engine.language import current, ngettext, number
from engine.language import gettext as _

DONE, INTERRUPTED = 0, 130
MOST_WORKERS = 256
SECONDS_BETWEEN = 0.2


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = commands.add_parser("batch", help="plans for many sheets: JSON lines in, JSON lines out")
    command.add_argument(
        "source", type=Path, metavar="IN.jsonl", help='a line {"id", "answers"} for each sheet'
    )
    command.add_argument(
        "out", type=Path, metavar="OUT.jsonl", help='a line {"id", "plan"} or {"id", "error"}'
    )
    command.add_argument(
        "--workers", type=_workers, metavar="N", help="worker processes (default: one a processor)"
    )
    command.add_argument("--resume", action="store_true", help="go on where an earlier run stopped")
    add_today(command)
    add_engine(command)
    add_language(command)
    command.set_defaults(run=_batch)


def _workers(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_WORKERS:
        return int(text)
    says = _("'%(text)s' is not a number of workers. Accepted: 1 to %(most)s", text=text, most=MOST_WORKERS)
    raise argparse.ArgumentTypeError(says)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batch(arguments: argparse.Namespace) -> int:
    progress = _Progress()
    try:
        batch = run_batch(
            load(language=current()),
            arguments.source,
            arguments.out,
            arguments.today or datetime.date.today(),
            arguments.engine,
            arguments.workers or min(_processors(), MOST_WORKERS),
            arguments.resume,
            progress,
        )
    except KeyboardInterrupt:
        progress.end()
        print(_("Stopped. The same command with --resume goes on from there."), file=sys.stderr)
        return INTERRUPTED
    except Stopped as error:
        progress.end()
        says = ngettext(
            "%(n)s line is done and whole. The same command with --resume goes on from there.",
            "%(n)s lines are done and whole. The same command with --resume goes on from there.",
            error.lines,
            n=number(error.lines),
        )
        raise InputError([*error.mistakes, Mistake("", says)]) from None
    progress.end()
    print(_summary(batch), file=sys.stderr)
    return DONE


def _summary(batch: Batch) -> str:
    lines = ngettext("%(n)s line", "%(n)s lines", batch.lines, n=number(batch.lines))
    if batch.errors:
        said = _("%(lines)s, %(n)s with an error.", lines=lines, n=number(batch.errors))
    else:
        said = _("%(lines)s.", lines=lines)
    if not batch.before:
        return said
    return f"{said} " + _("%(n)s of them were done before.", n=number(batch.before))


class _Progress:
    """A line on the terminal that tells how far it is; silent where standard error is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._next = 0.0
        self._width = 0

    def __call__(self, lines: int, errors: int, share: float) -> None:
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + SECONDS_BETWEEN
        done, read = number(lines), f"{share:.0%}"
        if errors:
            wrong = number(errors)
            text = _("%(n)s lines, %(wrong)s with an error (%(share)s read)", n=done, wrong=wrong, share=read)
        else:
            text = _("%(n)s lines (%(share)s read)", n=done, share=read)
        print(f"\r{text:<{self._width}}", end="", file=sys.stderr, flush=True)
        self._width = len(text)

    def end(self) -> None:
        """Makes room for the next line."""
        if self._shown and self._width:
            print(f"\r{'':<{self._width}}\r", end="", file=sys.stderr, flush=True)
