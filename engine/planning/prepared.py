"""What of a strategy is the same in every plan, worked out once: its steps, evidence and resources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.conditions import Value
from engine.model import PlanStep
from engine.schema import Evidence, Resource

if TYPE_CHECKING:
    from engine.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Prepared:
    """A strategy's unchanging parts. Plans share them: nothing may be changed in place."""

    steps: tuple[PlanStep, ...]
    """As they are written, placeholders and all."""
    open_steps: frozenset[str]
    """Ids of the steps with placeholders in them."""
    resources: tuple[tuple[frozenset[Value], Mapping[str, Any]], ...]
    """Each with the countries that it is for; none: anywhere."""
    evidence: Mapping[str, Any]

    def resources_for(self, country: Value | None) -> tuple[Mapping[str, Any], ...]:
        """The resources for a country, the general ones beside them; only those where none is known."""
        known = country or "other"
        return tuple([shown for countries, shown in self.resources if not countries or known in countries])


def prepare(knowledge: KnowledgeBase) -> dict[str, Prepared]:
    """Every strategy's unchanging parts, by its id."""
    resources = {name: _resource(resource) for name, resource in knowledge.resources.items()}
    return {
        name: Prepared(
            steps=tuple(PlanStep(one.id, one.text, one.done_when, one.letter) for one in strategy.steps),
            open_steps=frozenset(one.id for one in strategy.steps if "{" in one.text + one.done_when),
            resources=tuple(
                (frozenset(knowledge.resources[one].countries), resources[one]) for one in strategy.resources
            ),
            evidence=_evidence(knowledge, strategy.evidence),
        )
        for name, strategy in knowledge.strategies.items()
    }


def _resource(resource: Resource) -> Mapping[str, Any]:
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
