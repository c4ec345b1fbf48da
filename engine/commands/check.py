"""`check [--prove] [--links]`: all that can be wrong with knowledge and rules, and what holds on every sheet.

It ends with 1 where there is something to mend. What is only worth a look is told and changes nothing. Dates
of review are held against today, or against the day of `--today`.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.answers import require_known_day
from engine.commands.options import add_engine, day, number_of_sheets
from engine.commands.output import to_standard_output, write_whole
from engine.errors import InputError, Mistake
from engine.knowledge_base import KnowledgeBase, load
from engine.verify.cases import broken_cases
from engine.verify.coverage import gaps
from engine.verify.language import language
from engine.verify.reviews import out_of_date, unreviewed, without_source
from engine.verify.structure import weaknesses

if TYPE_CHECKING:
    from engine.verify.prove import Proof
    from engine.verify.translations import State

DONE, FOUND_SOMETHING = 0, 1


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = commands.add_parser("check", help="all that can be wrong with knowledge and rules")
    command.add_argument("--root", type=Path, help="check the knowledge/ and rules/ below this folder")
    add_engine(command)
    command.add_argument(
        "--prove", action="store_true", help="also prove what must hold on every sheet that can be given"
    )
    command.add_argument(
        "--witnesses",
        type=Path,
        metavar="DIR",
        help="prove, and write the sheets that show what is found here",
    )
    command.add_argument("--notes", action="store_true", help="prove, and list also what is worth knowing")
    command.add_argument(
        "--agree",
        type=number_of_sheets,
        metavar="N",
        help="also compare the evaluators' plans on N drawn sheets",
    )
    says = "the day that dates of review are held against (default: today)"
    command.add_argument("--today", type=day, metavar="YYYY-MM-DD", help=says)
    command.add_argument(
        "--links", action="store_true", help="also visit every address of the knowledge; needs a network"
    )
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="with --links: write here what was found, as JSON"
    )
    command.set_defaults(run=_check)


def _check(arguments: argparse.Namespace) -> int:
    if arguments.output is not None and not arguments.links:
        raise InputError([Mistake(str(arguments.output), "only --links writes a file", "--output")])
    today = arguments.today or datetime.date.today()
    require_known_day(today)
    try:
        knowledge = load(arguments.root)
    except InputError as error:
        to_standard_output(_lines([*error.mistakes, f"{len(error.mistakes)} to mend."]))
        return FOUND_SOMETHING
    found = [
        *weaknesses(knowledge),
        *language(knowledge),
        *gaps(knowledge),
        *unreviewed(knowledge),
        *broken_cases(knowledge, arguments.engine),
    ]
    overdue, ageing = out_of_date(knowledge, today)
    found += overdue
    standing = _translations(knowledge.root)
    found += standing.to_mend
    lines: list[object] = [*found]
    lines += [f"Worth a look: {one}" for one in (*ageing, *without_source(knowledge))]
    lines += [f"Not translated yet: {one}" for one in standing.notes]
    to_mend = len(found)
    if arguments.prove or arguments.notes or arguments.witnesses is not None:
        proof = _proof(knowledge)
        if arguments.witnesses is not None:
            _write(proof, arguments.witnesses)
        lines += [one for one in proof.reports if arguments.notes or not one.is_note]
        lines += _summary(proof, arguments.notes)
        to_mend += len(proof.to_mend)
    if arguments.agree:
        differing = _disagreements(knowledge, arguments.agree)
        lines += differing or [f"The evaluators give the same plans on {arguments.agree:,} drawn sheets."]
        to_mend += len(differing)
    if arguments.links:
        told, dead = _links(knowledge, arguments.output)
        lines += told
        to_mend += dead
    lines.append(f"{to_mend} to mend." if to_mend else f"Nothing to mend: {_size(knowledge)}.")
    to_standard_output(_lines(lines))
    return FOUND_SOMETHING if to_mend else DONE


def _translations(root: Path) -> State:
    from engine.verify.translations import translations  # Babel's catalogues take a while to import

    return translations(root)


def _proof(knowledge: KnowledgeBase) -> Proof:
    from engine.verify.prove import NoModel, prove  # no other command needs them

    try:
        return prove(knowledge)
    except NoModel as error:
        raise InputError([Mistake("engine/verify/prove", str(error), "--prove")]) from None


def _disagreements(knowledge: KnowledgeBase, count: int) -> list[Mistake]:
    from engine.verify.agreement import disagreements  # no other command needs it

    def progress(done: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done:,} of {count:,} sheets", end="", file=sys.stderr, flush=True)

    return disagreements(knowledge.root, count, progress)


def _links(knowledge: KnowledgeBase, output: Path | None) -> tuple[list[str], int]:
    """What the addresses answered, as lines, and how many that people are sent to lead nowhere."""
    from engine.verify import links  # no other command needs it

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done:,} of {of:,} addresses", end="", file=sys.stderr, flush=True)

    visits = links.visit_all(links.addresses(knowledge), progress=progress)
    if output is not None:
        write_whole(output, links.report(visits))
    return links.summary(visits), sum(one.to_mend for one in visits)


def _write(proof: Proof, folder: Path) -> None:
    from engine.verify.prove import write

    try:
        write(proof.reports, folder)
    except OSError as error:
        what = f"the sheets can't be written here: {error.strerror}"
        raise InputError([Mistake(str(folder), what, "--witnesses")]) from None


def _summary(proof: Proof, with_notes: bool) -> list[str]:
    """What holds on every sheet, and how it was found out."""
    notes = len(proof.reports) - len(proof.to_mend)
    lines = ["On every sheet that the questionnaire lets a person give:"]
    lines += [f"  {'yes' if true else 'NO '} {statement}" for statement, true in proof.statements.items()]
    if notes and not with_notes:
        lines.append(f"{notes} notes on rules that only add to others; --notes lists them.")
    lines.append(f"{proof.searches:,} searches, {proof.trials:,} sheets run, {proof.seconds:.0f} seconds.")
    return lines


def _size(knowledge: KnowledgeBase) -> str:
    return (
        f"{len(knowledge.questions)} questions, {len(knowledge.findings)} findings, "
        f"{len(knowledge.strategies)} strategies, {len(knowledge.rules)} rules"
    )


def _lines(lines: list[Any]) -> str:
    return "".join(f"{line}\n" for line in lines)
