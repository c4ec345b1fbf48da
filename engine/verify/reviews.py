"""What `check` demands of evidence, of reviews and of dates: SE3, SE5, SE8 and SE28 in the data files.

Only this part of `check` knows a day. A crisis or rights entry that is overdue stops it; any other is a
warning, since nobody is harmed by a course's old address.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from engine.errors import Mistake
from engine.knowledge_base import KnowledgeBase
from engine.schema import Resource
from engine.schema.base import Thing
from engine.standing import URGENT_KINDS

REVIEW_DAYS = {True: 93, False: 185}
"""Three months for crisis and rights, six for the rest (docs/requirements.md), in the longest days."""
READERS = {True: 2, False: 1}
"""How many people of the field read a crisis or rights entry, and any other (SE28)."""
SHORTEST_NUMBER, LONGEST_NUMBER = 2, 15
"""Digits that can be dialled: 15 is the most that ITU-T E.164 allows, short codes begin at two."""


def unreviewed(knowledge: KnowledgeBase) -> list[Mistake]:
    """What lacks its source, its views or its readers, whatever the day."""
    return [*_evidence(knowledge), *_readers(knowledge), *_places(knowledge)]


def out_of_date(knowledge: KnowledgeBase, today: datetime.date) -> tuple[list[Mistake], list[Mistake]]:
    """On this day: what must be mended before anyone is served, and what is only worth a warning."""
    to_mend: list[Mistake] = []
    warnings: list[Mistake] = []
    for resource in _current(knowledge):
        urgent = resource.kind in URGENT_KINDS
        to_mend += _impossible_dates(knowledge, resource, today)
        (to_mend if urgent else warnings).extend(_overdue(knowledge, resource, today))
    return to_mend, warnings


def without_source(knowledge: KnowledgeBase) -> list[Mistake]:
    """Rules that do not say where they come from: worth a look, and no harm to anyone."""
    kinds = (
        ("diagnosis_rule", knowledge.diagnosis),
        ("advice_rule", knowledge.advice),
        ("safety_rule", knowledge.safety),
    )
    return [
        Mistake(knowledge.locate(kind, name), "nobody can tell where this rule comes from", accepted="source")
        for kind, rules in kinds
        for name, rule in rules.items()
        if not rule.source
    ]


def _current(knowledge: KnowledgeBase) -> Iterator[Resource]:
    return (one for one in knowledge.resources.values() if one.status != "retired")


def _evidence(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    for name, strategy in knowledge.strategies.items():
        if strategy.status == "retired":
            continue
        evidence = strategy.evidence
        holders = {view.holder for view in evidence.views}

        def mistake(field: str, what: str, accepted: str, name: str = name) -> Mistake:
            place = knowledge.locate("strategy", name, ("evidence", field))
            return Mistake(place, what, f"evidence.{field}", accepted)

        if evidence.grade != "D" and not evidence.sources:
            yield mistake(
                "grade", f"{evidence.grade} needs a source", "sources, or grade D for our own proposal"
            )
        if evidence.mixed and len(holders) < 2:
            yield mistake(
                "mixed", "where sources disagree, both views stand there", "two views of two holders"
            )
        if evidence.views and not evidence.mixed:
            yield mistake("views", "views that differ mean that the evidence is mixed", "mixed: true")


def _readers(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    things: Mapping[str, Mapping[str, Thing]] = {
        "question": knowledge.questions,
        "finding": knowledge.findings,
        "strategy": knowledge.strategies,
        "resource": knowledge.resources,
        "letter": knowledge.letters,
        "guide": knowledge.guides,
        "story": knowledge.stories,
        "diagnosis_rule": knowledge.diagnosis,
        "advice_rule": knowledge.advice,
        "safety_rule": knowledge.safety,
    }
    for kind, owners in things.items():
        for name, thing in owners.items():
            needed = READERS[isinstance(thing, Resource) and thing.kind in URGENT_KINDS]
            if thing.status == "reviewed":
                reason, field = "'reviewed' means that a person of the field has read it", "status"
            elif isinstance(thing, Resource) and thing.verified_on is not None:
                reason, field = "'verified_on' means that a person has opened its page", "verified_on"
            else:
                continue
            if len(set(thing.reviewed_by)) < needed:
                names = "two different names or roles" if needed > 1 else "a name or a role"
                yield Mistake(
                    knowledge.locate(kind, name, (field,)), reason, field, f"{names} in reviewed_by"
                )


def _places(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    """Country, date, source and numbers of the places to go."""
    for resource in _current(knowledge):

        def mistake(field: str, what: str, accepted: str, name: str = resource.id) -> Mistake:
            return Mistake(knowledge.locate("resource", name, (field,)), what, field, accepted)

        if resource.mark == "S" and not resource.seen_in:
            yield mistake("mark", "S says that a source was read, and none is named", "seen_in, or mark K")
        numbers = [one.number for one in resource.contacts if one.number]
        if numbers and not resource.countries:
            yield mistake("contacts", "a number is that of a country", "countries")
        for number in numbers:
            digits = sum(sign.isdigit() for sign in number)
            if not SHORTEST_NUMBER <= digits <= LONGEST_NUMBER:
                accepted = f"{SHORTEST_NUMBER} to {LONGEST_NUMBER} digits"
                yield mistake("contacts", f"'{number}' can't be dialled", accepted)
        if resource.kind not in URGENT_KINDS:
            continue
        if resource.review_by is None:
            yield mistake("review_by", "someone must look at it again", "a day at most three months away")
        if resource.kind == "rights" and not resource.countries:
            yield mistake("countries", "a rule of law holds in a country", "countries, or [other]")
        if resource.kind == "crisis" and "mergency" not in (
            resource.contacts[0].label if resource.contacts else ""
        ):
            yield mistake(
                "contacts", "the emergency number comes first", "a contact labelled 'Emergency ...'"
            )


def _impossible_dates(
    knowledge: KnowledgeBase, resource: Resource, today: datetime.date
) -> Iterator[Mistake]:
    verified, review = resource.verified_on, resource.review_by

    def mistake(field: str, what: str, accepted: str) -> Mistake:
        return Mistake(knowledge.locate("resource", resource.id, (field,)), what, field, accepted)

    if verified is not None and verified > today:
        yield mistake("verified_on", f"{verified} has not come yet", f"{today} or before")
    if review is None:
        return
    if verified is not None and review < verified:
        yield mistake("review_by", f"{review} lies before verified_on", f"a day after {verified}")
    days = REVIEW_DAYS[resource.kind in URGENT_KINDS]
    latest = (verified or today) + datetime.timedelta(days=days)
    if review > latest:
        since = f"verified_on {verified}" if verified is not None else f"{today}"
        yield mistake(
            "review_by",
            f"{review} is too far off: nobody would look again in time",
            f"{latest} at the latest, {days} days after {since}",
        )


def _overdue(knowledge: KnowledgeBase, resource: Resource, today: datetime.date) -> Iterator[Mistake]:
    if resource.review_by is not None and resource.review_by < today:
        what = f"'{resource.id}' was due for another look by {resource.review_by}"
        accepted = "verified_on and review_by anew, once a person has opened its page"
        yield Mistake(knowledge.locate("resource", resource.id, ("review_by",)), what, "review_by", accepted)
