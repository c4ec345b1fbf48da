"""The tools of every proof: the meaning of the rules, the search for sheets, and trials of what it finds.

Nothing is reported on the word of the search alone. A sheet that it finds is run on the engine; where the
engine doesn't show what was claimed, the report is about the prover.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase, Rule
from engine.schema import AdviceRule, DiagnosisRule, SafetyRule
from engine.verify.prove import draws
from engine.verify.prove.meaning import Meaning
from engine.verify.prove.reports import PROVER, Report
from engine.verify.prove.search import Raw, Search
from engine.verify.prove.space import HOURS
from engine.verify.prove.trials import Trial, Trials

DRAWN = 300
"""How many drawn sheets the engine runs in each proof."""

Shows = Callable[[Trial], bool]
"""Whether the engine shows on a sheet what is claimed of it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is said of a part of the knowledge base: the kind of report, its place and its words."""

    kind: str
    subject: str
    where: str
    what: str
    is_note: bool = False


class Prover:
    """One knowledge base under proof."""

    def __init__(self, knowledge: KnowledgeBase):
        self.knowledge = knowledge
        self.meaning = Meaning(knowledge)
        self.all = self.meaning.circuit.all
        self.any = self.meaning.circuit.any
        self.search = Search(self.meaning.space)
        self.find = self.search.find
        self.trials = Trials(knowledge)

    def report(self, claim: Claim, sheet: Raw, shows: Shows) -> Report:
        """The claim with the shortest part of the sheet that shows it, or a report about the prover."""
        shown = self.shown(sheet, shows)
        if shown is not None:
            return doubt(claim.subject, claim.where, f"'{claim.what}' was worked out, but {shown}", sheet)
        return Report(
            claim.kind, claim.subject, claim.where, claim.what, self._short(sheet, shows), claim.is_note
        )

    def shown(self, sheet: Raw, shows: Shows) -> str | None:
        """None where the engine shows it on this sheet, else what it does instead."""
        try:
            trial = self.trials(sheet)
        except InputError as error:
            return f"the sheet is refused: {error}"
        if trial.sheet.ignored:
            return f"the questionnaire would not ask {', '.join(trial.sheet.ignored)}"
        return None if shows(trial) else "the engine does not show it on this sheet"

    def _short(self, sheet: Raw, shows: Shows) -> Raw:
        """The sheet without the answers that it does not need, the last ones first."""
        for name in reversed(list(sheet)):
            less = {question: value for question, value in sheet.items() if question != name}
            if self.shown(less, shows) is None:
                sheet = less
        return sheet

    def with_room(self, sheet: Raw, shows: Shows, *literals: int) -> Raw | None:
        """A sheet on which the engine shows something that the load of other strategies can hide: the sheet
        itself, with more hours, with as few others as there can be, or a drawn one.
        """
        held = list(literals)
        for _ in range(3):
            for changed in (sheet, self._with_hours(sheet)):
                if self.shown(changed, shows) is None:
                    return changed
            for other in self.trials(sheet).items:
                fewer = self.find(*held, -self.meaning.stands(other))
                if fewer is not None:
                    held.append(-self.meaning.stands(other))
                    sheet = fewer
                    if self.shown(self._with_hours(sheet), shows) is None:
                        return self._with_hours(sheet)
        return next((trial.raw for trial in self.drawn if shows(trial)), None)

    @cached_property
    def drawn(self) -> list[Trial]:
        """Trials of sheets drawn at random, those left out whose dates can't be."""
        tried = (self._tried(sheet) for sheet in draws.sheets(self.knowledge, DRAWN))
        return [trial for trial in tried if trial is not None]

    def _tried(self, sheet: Raw) -> Trial | None:
        try:
            return self.trials(sheet)
        except InputError:
            return None

    def _with_hours(self, sheet: Raw) -> Raw:
        hours = self.knowledge.questions.get(HOURS)
        if hours is None or hours.max is None or HOURS in sheet:
            return sheet
        full = {**sheet, HOURS: int(hours.max)}
        return {name: full[name] for name in self.knowledge.questions if name in full}

    def place(self, rule: Rule) -> str:
        """Where a rule stands."""
        kinds = {DiagnosisRule: "diagnosis_rule", AdviceRule: "advice_rule", SafetyRule: "safety_rule"}
        return self.knowledge.locate(kinds[type(rule)], rule.id, ("when",))


def holding(*rules: str) -> Shows:
    """All these rules hold."""
    return lambda trial: trial.fired.issuperset(rules)


def recommending(*strategies: str) -> Shows:
    """The rules settle on all these strategies."""
    return lambda trial: set(strategies) <= set(trial.recommended)


def placing(strategy: str, wanted: bool = True) -> Shows:
    """The strategy is in the plan, or is not."""
    return lambda trial: (strategy in trial.items) is wanted


def finding(name: str, wanted: bool = True) -> Shows:
    """The finding is there, or is not."""
    return lambda trial: (name in trial.view.findings) is wanted


def changing_nothing(prover: Prover, rule: str) -> Shows:
    """The rule holds, and the plan without it has the same items at the same times with the same scores."""
    return lambda trial: rule in trial.fired and trial.items == prover.trials(trial.raw, [rule]).items


def doubt(subject: str, where: str, what: str, sheet: Raw) -> Report:
    """A report about the prover itself."""
    return Report(PROVER, subject, where, f"the prover is not to be trusted here: {what}", sheet)


def named(names: Iterable[str]) -> str:
    """Ids in quotation marks."""
    return ", ".join(f"'{name}'" for name in names)
