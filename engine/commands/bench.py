"""`bench`: how fast the rules run, as ratios against other programs in the same run.

Libraries that are not installed are left out; requirements-bench.txt names them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from engine.commands.output import to_standard_output

SIZES = (100, 300, 1000, 3000)
FORMATS = ("text", "json", "markdown")
DONE, MISSED = 0, 1
MOST_GROWTH_MB = 20
INTRODUCTION = """# Performance

Made by `python3 run.py bench --format markdown` on {machine}.
Ratios can be compared from one machine to another; microseconds can't. Every engine runs the same rules
on the same sheets in one process, in turn, and all agree on the rules that hold before anything is timed. Of
the repeats of a sheet the fastest counts, of the sheets the median.

“plain loop” is straightforward Python over the conditions as data: closures, and a loop over all rules.
“lambda a rule” is the same loop over rules typed by hand as Python, which no data file can be: a bound, not a
peer. “durable_rules, plain” is the library used by its own documentation. A whole plan leads from raw answers
to the dated plan as JSON text.

"""


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = commands.add_parser("bench", help="the project's own measurements, as ratios in one run")
    command.add_argument(
        "--rules", type=_count, nargs="*", default=SIZES, metavar="N", help="rule bases to generate"
    )
    command.add_argument(
        "--sheets", type=_count, default=50, metavar="N", help="sheets for each (default: 50)"
    )
    command.add_argument(
        "--repeats", type=_count, default=9, metavar="N", help="runs of each sheet (default: 9)"
    )
    command.add_argument("--only-generated", action="store_true", help="leave our own knowledge base out")
    command.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    command.add_argument("--check", action="store_true", help="exit 1 where an aim is missed")
    command.add_argument(
        "--threads", type=_count, metavar="SECONDS", help="instead: 16 threads on the evaluator that serves"
    )
    command.set_defaults(run=_bench)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 to 100000")
    return int(text)


def _bench(arguments: argparse.Namespace) -> int:
    if arguments.threads:
        return _soak(arguments.threads)
    from engine.bench import report as reports  # what only this command needs
    from engine.bench.run import run

    report = run(arguments.rules, arguments.sheets, arguments.repeats, not arguments.only_generated, _say)
    if arguments.format == "json":
        to_standard_output(reports.as_json(report))
    else:
        begin = INTRODUCTION.format(machine=reports.machine()) if arguments.format == "markdown" else ""
        to_standard_output(begin + reports.as_markdown(report))
    return MISSED if arguments.check and not all(aim.met for aim in report.aims()) else DONE


def _soak(seconds: int) -> int:
    from engine.bench.soak import soak
    from engine.inference import choose
    from engine.knowledge_base import load, load_cases

    knowledge, engine = load(), choose(None)
    sheets = [case.answers for case in load_cases(Path(knowledge.root)).values()]
    found = soak(knowledge, sheets, engine, seconds=seconds)
    grown = "not known here" if found.grown_mb is None else f"{found.grown_mb:.1f} MB"
    print(f"{engine}: {found.plans} plans in 16 threads, {found.wrong} wrong; memory grew by {grown}")
    print(f"after a fork: {'works' if found.forked else 'not tried' if found.forked is None else 'FAILS'}")
    for error in found.errors:
        print(error)
    too_large = found.grown_mb is not None and found.grown_mb > MOST_GROWTH_MB
    return MISSED if found.wrong or found.errors or found.forked is False or too_large else DONE


def _say(text: str) -> None:
    print(f"measuring: {text} ...", file=sys.stderr, flush=True)
