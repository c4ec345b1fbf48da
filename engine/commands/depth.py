"""`depth`: whether plans differ where people differ, over drawn sheets, with every aim and what was found."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.commands.output import to_standard_output
from engine.knowledge_base import KnowledgeBase, load

if TYPE_CHECKING:
    from engine.verify.depth import Depth, Population

FORMATS = ("text", "markdown", "json")
DONE, MISSED = 0, 1
COMMONEST = 15

INTRODUCTION = """# Depth

Made by `python3 run.py depth --format markdown` over {plans:,} sheets of each population, on one day.

A plan has to differ where people differ. Two populations are drawn through the questionnaire, seeded, so that
each run gives the same sheets.

- **As people answer** (`engine/verify/people.yml`): most have no protected event behind them, dates fit the
  stage, a target lies above today's number, and one person gets much further through the questions than
  another. Nobody has counted how people on a plan answer, so every share there is our own proposal.
- **Every answer as likely as another**, a tenth to all of the open questions answered. It stands for nobody,
  but no share of ours is in it. Nearly everybody who answers there has an offer or a protected event behind
  them, and a safety rule pins advice for them (SE2). So what a safety rule pinned counts for nothing in that
  population's commonest strategy; where people answer, everything counts.

The foundation is what rules with `when: always` recommend; `engine/planning/foundation.py` holds it to a
third of a plan. Stops that no plan goes without, such as a status at halfway and the result in writing, are
`reserved` in their files: a plan that runs has them on purpose, so they are no measure of how plans differ.

"""


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = commands.add_parser("depth", help="how far plans differ where people differ, over drawn sheets")
    command.add_argument(
        "--sheets", type=_count, default=1000, metavar="N", help="sheets of each population (default: 1000)"
    )
    command.add_argument("--seed", type=int, default=0, metavar="N", help="another seed draws other sheets")
    command.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    command.add_argument("--check", action="store_true", help="exit 1 where an aim is missed")
    command.set_defaults(run=_depth)


def _count(text: str) -> int:
    if not text.isdecimal() or not 10 <= int(text) <= 20_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 10 to 20000")
    return int(text)


def _depth(arguments: argparse.Namespace) -> int:
    from engine.verify.depth import measure  # no other command needs it

    knowledge = load()
    depth = measure(knowledge, arguments.sheets, arguments.seed)
    render = {"text": as_text, "markdown": as_markdown, "json": as_json}[arguments.format]
    to_standard_output(render(knowledge, depth))
    return MISSED if arguments.check and not all(aim.met for aim in depth.aims()) else DONE


def as_text(knowledge: KnowledgeBase, depth: Depth) -> str:
    """Every aim with what was found, a line each."""
    lines = [
        f"{'met   ' if aim.met else 'MISSED'} {aim.says}: {aim.found} (aim: {aim.wanted})"
        for aim in depth.aims()
    ]
    return "\n".join([*lines, *_own_words(depth)]) + "\n"


def as_json(knowledge: KnowledgeBase, depth: Depth) -> str:
    """Every figure; shares from 0 to 1."""
    data = {**asdict(depth), "aims": [asdict(aim) for aim in depth.aims()]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_markdown(knowledge: KnowledgeBase, depth: Depth) -> str:
    """The page docs/depth.md."""
    parts = [INTRODUCTION.format(plans=depth.populations[0].plans), "## Aims\n\n"]
    parts += ["| aim | wanted | found | |\n|---|---|---|---|\n"]
    parts += [
        f"| {aim.says} | {aim.wanted} | {aim.found} | {'met' if aim.met else '**missed**'} |\n"
        for aim in depth.aims()
    ]
    foundation = ", ".join(f"`{name}`" for name in depth.foundation)
    parts.append(f"\nThe foundation: {foundation}.\n")
    for one in depth.populations:
        parts += _population(one, depth)
    parts += _one_answer(depth)
    parts += ["\n## The person's own words\n\n", *(f"- {line}\n" for line in _own_words(depth))]
    return "".join(parts)


def _population(one: Population, depth: Depth) -> Iterator[str]:
    from engine.verify.depth import percent

    smallest, median, largest = one.sizes
    yield f"\n## {one.name.capitalize()}\n\n"
    yield f"{one.plans:,} plans of {smallest} to {largest} items, the median plan of {median}. "
    yield "Of all items outside the foundation that either of a median pair has, both have "
    yield f"{percent(one.shared_of_all)}.\n\n"
    yield "| strategy | in plans | put there by a safety rule |\n|---|---|---|\n"
    common = [pair for pair in one.shares.items() if pair[0] not in depth.foundation][:COMMONEST]
    for name, share in common:
        yield f"| {name} | {percent(share)} | {percent(one.pinned.get(name, 0.0))} |\n"


ONE_ANSWER = """
## Pairs that differ in one answer

For each question that changes most of a plan, the answer that a sheet gave is changed for another one
that was given. “Changed” counts anything that a person reads: items, days, steps, places to go.

| question | pairs | plan changed | other strategies | items that come or go, median pair | most often |
|---|---|---|---|---|---|
"""


def _one_answer(depth: Depth) -> Iterator[str]:
    from engine.verify.depth import percent

    yield ONE_ANSWER
    for one in depth.one_answer:
        shares = " | ".join(percent(share) for share in (one.changed, one.other_items, one.items_changed))
        yield f"| {one.ref} `{one.question}` | {one.pairs} | {shares} | {', '.join(one.come_and_go)} |\n"


def _own_words(depth: Depth) -> Iterator[str]:
    from engine.verify.depth import percent

    own = depth.own_words
    items, goals, steps = percent(own.items), percent(own.goals), percent(own.steps)
    yield f"Of the items of {own.plans} sheets that answer everything, {items} speak of what was named."
    yield f"Goals that do: {goals}. Steps that do: {steps}."
    yield f"Steps with a date of the person's plan: {percent(own.steps_with_dates)}."
    yield f"Items with a step that another answer would have made another: {percent(own.chosen)}."
