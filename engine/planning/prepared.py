"""What of a strategy is the same in every plan, worked out once: its steps, evidence and resources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine import conditions
from engine.conditions import Always, Condition, Value
from engine.model import PlanStep
from engine.schema import Evidence, Resource, Strategy

if TYPE_CHECKING:
    from engine.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Choice:
    """For whom a step is, and the step that it then stands for."""

    when: Condition
    instead_of: str | None
    short: bool
    """Only where the strategy stands in its short form."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A strategy's unchanging parts. Plans share them: nothing may be changed in place."""

    steps: tuple[PlanStep, ...]
    """As they are written, placeholders and all, whoever they are for."""
    choices: Mapping[str, Choice]
    """By the ids of steps that are not for everybody."""
    open_steps: frozenset[str]
    """Ids of the steps with placeholders in them."""
    strategy: Strategy
    """The strategy with its usual effort."""
    efforts: tuple[tuple[Condition, Strategy], ...]
    """The strategy with the effort that it has for some, and for whom."""
    short: Strategy | None
    """The strategy in its short form, with the hours and the goals of that."""
    resources: tuple[tuple[frozenset[Value], Mapping[str, Any]], ...]
    """Each with the countries that it is for; none: anywhere."""
    evidence: Mapping[str, Any]

    def strategy_for(self, view: conditions.View) -> Strategy:
        """The strategy with the effort that it has for a person's answers and facts."""
        for when, strategy in self.efforts:
            if conditions.confidence(when, view) is not None:
                return strategy
        return self.strategy

    def short_of(self, strategy: Strategy) -> Strategy | None:
        """The short form of the strategy as it is for a person, where there is one of fewer hours."""
        if self.short is not None and self.short.effort_hours < strategy.effort_hours:
            return self.short
        return None

    def steps_for(self, view: conditions.View, short: bool = False) -> tuple[PlanStep, ...]:
        """The steps for a person's answers and facts, one that stands for another in its place; of the short
        form only its own.
        """
        if not self.choices and not short:
            return self.steps
        chosen: dict[str, PlanStep | None] = {step.id: step for step in self.steps}
        taken: set[str] = set()
        for step in self.steps:
            choice = self.choices.get(step.id)
            if choice is None:
                continue
            holds = conditions.confidence(choice.when, view) is not None and (short or not choice.short)
            if choice.instead_of is None:
                chosen[step.id] = step if holds else None
                continue
            chosen[step.id] = None
            if holds and choice.instead_of not in taken:
                taken.add(choice.instead_of)
                chosen[choice.instead_of] = step
        kept = self.strategy.short_form.steps if short and self.strategy.short_form else chosen
        return tuple([step for name, step in chosen.items() if step is not None and name in kept])

    def resources_for(self, country: Value | None) -> tuple[Mapping[str, Any], ...]:
        """The resources for a country, the general ones beside them; only those where none is known."""
        if not self.resources:
            return ()
        known = country or "other"
        return tuple([shown for countries, shown in self.resources if not countries or known in countries])


def prepare(knowledge: KnowledgeBase) -> dict[str, Prepared]:
    """Every strategy's unchanging parts, by its id."""
    resources = {name: resource_shown(resource) for name, resource in knowledge.resources.items()}
    return {
        name: Prepared(
            steps=tuple(PlanStep(one.id, one.text, one.done_when, one.letter) for one in strategy.steps),
            choices={
                one.id: Choice(one.when or Always(), one.instead_of, one.short)
                for one in strategy.steps
                if one.when is not None or one.short
            },
            open_steps=frozenset(one.id for one in strategy.steps if "{" in one.text + one.done_when),
            strategy=strategy,
            efforts=tuple(
                (one.when, strategy.model_copy(update={"effort_hours": one.hours}))
                for one in strategy.effort_for_some
            ),
            short=_short(strategy),
            resources=tuple(
                (frozenset(knowledge.resources[one].countries), resources[one]) for one in strategy.resources
            ),
            evidence=_evidence(knowledge, strategy.evidence),
        )
        for name, strategy in knowledge.strategies.items()
    }


def _short(strategy: Strategy) -> Strategy | None:
    """The strategy in its short form; it takes the goals as they are where the form has none of its own."""
    form = strategy.short_form
    if form is None:
        return None
    return strategy.model_copy(update={"effort_hours": form.hours, "goal": form.goal or strategy.goal})


def resource_shown(resource: Resource) -> Mapping[str, Any]:
    """A place to go as it stands in a plan's item."""
    return {
        "id": resource.id,
        "title": resource.title,
        "kind": resource.kind,
        "url": resource.url,
        "cost": resource.cost,
        "offline_text": resource.offline_text,
        "contacts": [{"label": one.label, "number": one.number, "how": one.how} for one in resource.contacts],
        "clock": resource.clock,
        "countries": list(resource.countries),
        "mark": resource.mark,
        "verified_on": resource.verified_on.isoformat() if resource.verified_on else None,
        "review_by": resource.review_by.isoformat() if resource.review_by else None,
    }


def _evidence(knowledge: KnowledgeBase, evidence: Evidence) -> Mapping[str, Any]:
    sources = [knowledge.sources[name] for name in evidence.sources]
    return {
        "grade": evidence.grade,
        "mixed": evidence.mixed,
        "about": evidence.about,
        "sources": [{"id": one.id, "title": one.title, "url": one.url} for one in sources],
        "views": [{"holder": view.holder, "says": view.says} for view in evidence.views],
    }
