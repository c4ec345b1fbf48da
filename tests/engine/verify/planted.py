"""Planted defects: a tiny knowledge base with some files changed, and what the proofs find in it."""

from __future__ import annotations

from collections.abc import Mapping

from engine import knowledge_base
from engine.model import Plan
from engine.pipeline import make_plan
from engine.verify.prove import Report, prove
from engine.verify.prove.dates import TODAY
from tests.conftest import TINY, Builder

Files = Mapping[str, str | None]


def defects(builder: Builder, files: Files) -> list[Report]:
    return list(prove(knowledge_base.load(builder(files))).to_mend)


def only(builder: Builder, kind: str, files: Files) -> Report:
    """The one defect of a knowledge base; any other is a mistake of the test or of the prover."""
    found = defects(builder, files)
    assert [one.kind for one in found] == [kind], [str(one) for one in found]
    return found[0]


def plan_on(report: Report, builder: Builder, files: Files) -> Plan:
    return make_plan(knowledge_base.load(builder(files)), report.sheet, TODAY, "compiled")


def rule(when: str, effect: str, says: str = "It is so.") -> str:
    return f"says: {says}\nwhen: {when}\n{effect}\n"


def text_of(name: str) -> str:
    return (TINY / name).read_text(encoding="utf-8")


def changed(name: str, old: str, new: str) -> dict[str, str | None]:
    assert old in text_of(name)
    return {name: text_of(name).replace(old, new)}


ASK, TIME = "recommend: ask_what_counts\nweight: 50", "recommend: ask_for_time\nweight: 50"

NOTHING_FOR_EVERYONE: Files = {
    "rules/advice/everyone_looks_back.yml": rule(
        "{question: comfort, at_least: 1}", "recommend: weekly_look\nweight: 9"
    ),
    "rules/safety/second_track_stays.yml": rule("{question: health, is: yes}", "pin: look_around"),
}
