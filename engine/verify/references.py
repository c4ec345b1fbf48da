"""References between files: every id and every option that one file names must exist in another.

The knowledge base is not served while one is broken. Each mistake carries file, line, column and the
nearest name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine import conditions, facts, templates
from engine.conditions import Condition
from engine.errors import Mistake, list_of, nearest
from engine.knowledge_base import KnowledgeBase
from engine.schema import Question, Strategy
from engine.verify.rows import uneven_rows
from engine.yaml_files import KeyPath


def broken_references(knowledge: KnowledgeBase, all_questions: Mapping[str, Question]) -> list[Mistake]:
    """Every reference that leads nowhere, and every condition on what can't be."""
    questions_lost = list(_manifest(knowledge, all_questions))
    if questions_lost:  # each would be missed again by all that reads it
        return questions_lost
    return [
        *uneven_rows(knowledge),
        *_plain_references(knowledge),
        *_replacements(knowledge, all_questions),
        *_depends(knowledge),
        *_rules(knowledge),
        *_steps(knowledge),
        *_placeholders(knowledge),
    ]


def _missing(
    knowledge: KnowledgeBase, kind: str, owner: str, keys: KeyPath, name: str, known: Iterable[str]
) -> Mistake:
    names = list(known)
    dotted = ".".join(str(key) for key in keys)
    place = knowledge.locate(kind, owner, keys)
    return Mistake(place, f"'{name}' does not exist", dotted, list_of(sorted(names)), nearest(name, names))


def _manifest(knowledge: KnowledgeBase, all_questions: Mapping[str, Question]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for index, section in enumerate(knowledge.sections):
        for place, name in enumerate(section.questions):
            keys = ("sections", index, "questions", place)
            if name not in all_questions:
                yield _missing(knowledge, "manifest", "", keys, name, all_questions)
            elif name in seen or all_questions[name].status == "retired":
                what = "stands twice" if name in seen else "is retired"
                yield Mistake(knowledge.locate("manifest", "", keys), f"'{name}' {what}")
            seen.add(name)
    for name, question in all_questions.items():
        if name not in seen and question.status != "retired":
            place_of = knowledge.locate("question", name)
            yield Mistake(place_of, f"'{name}' stands in no section of knowledge/manifest.yml")


def _plain_references(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    known: Mapping[str, Mapping[str, object]] = {
        "sources": knowledge.sources,
        "seen_in": knowledge.sources,
        "resources": knowledge.resources,
        "letters": knowledge.letters,
        "guides": knowledge.guides,
        "stories": knowledge.stories,
        "excludes": knowledge.strategies,
        "strategies": knowledge.strategies,
    }
    things: Mapping[str, Mapping[str, object]] = {
        "finding": knowledge.findings,
        "strategy": knowledge.strategies,
        "resource": knowledge.resources,
        "guide": knowledge.guides,
        "story": knowledge.stories,
    }
    for kind, owners in things.items():
        for owner, thing in owners.items():
            for field_name, targets in known.items():
                for index, name in enumerate(getattr(thing, field_name, ())):
                    if name not in targets:
                        yield _missing(knowledge, kind, owner, (field_name, index), name, targets)
    for owner, strategy in knowledge.strategies.items():
        for index, name in enumerate(strategy.evidence.sources):
            if name not in knowledge.sources:
                yield _missing(
                    knowledge, "strategy", owner, ("evidence", "sources", index), name, knowledge.sources
                )
        if strategy.due_by and getattr(knowledge.questions.get(strategy.due_by), "type", "") != "date":
            dates = [one.id for one in knowledge.questions.values() if one.type == "date"]
            yield _missing(knowledge, "strategy", owner, ("due_by",), strategy.due_by, dates)
        for index, step in enumerate(strategy.steps):
            if step.letter and step.letter not in knowledge.letters:
                keys = ("steps", index, "letter")
                yield _missing(knowledge, "strategy", owner, keys, step.letter, knowledge.letters)


def _replacements(knowledge: KnowledgeBase, all_questions: Mapping[str, Question]) -> Iterator[Mistake]:
    """What replaces a retired thing must be there and must not be retired itself."""
    things: Mapping[str, Mapping[str, Question | Strategy]] = {
        "question": all_questions,
        "strategy": knowledge.strategies,
    }
    for kind, owners in things.items():
        current = [name for name, thing in owners.items() if thing.status != "retired"]
        for owner, thing in owners.items():
            if thing.replaced_by is not None and thing.replaced_by not in current:
                yield _missing(knowledge, kind, owner, ("replaced_by",), thing.replaced_by, current)


def _depends(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    earlier: set[str] = set()
    for name, question in knowledge.questions.items():
        if question.depends is not None:
            yield from _condition(knowledge, "question", name, "depends", question.depends)
            for read in sorted(conditions.reads(question.depends, "question") - earlier):
                if read in knowledge.questions:
                    place = knowledge.locate("question", name, ("depends",))
                    yield Mistake(place, f"'{read}' is not asked before '{name}'", "depends")
            if conditions.reads(question.depends, "fact") or conditions.reads(question.depends, "finding"):
                place = knowledge.locate("question", name, ("depends",))
                yield Mistake(place, "`depends` reads answers only", "depends")
        earlier.add(name)


def _rules(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    strata = (
        ("diagnosis_rule", knowledge.diagnosis, ("finding",)),
        ("advice_rule", knowledge.advice, ("recommend", "rule_out")),
        ("safety_rule", knowledge.safety, ("pin", "suppress")),
    )
    owners: dict[str, str] = {}
    for kind, rules, targets in strata:
        for name, rule in rules.items():
            if name in owners:
                place = knowledge.locate(kind, name)
                yield Mistake(place, f"the id '{name}' is also that of a rule in {owners[name]}")
            owners[name] = knowledge.path(kind, name)
            yield from _condition(knowledge, kind, name, "when", rule.when)
            if kind == "diagnosis_rule" and conditions.reads(rule.when, "finding"):
                yield Mistake(
                    knowledge.locate(kind, name, ("when",)), "diagnosis rules read no findings", "when"
                )
            for target in targets:
                wanted = getattr(rule, target)
                known = knowledge.findings if target == "finding" else knowledge.strategies
                if wanted is not None and wanted not in known:
                    yield _missing(knowledge, kind, name, (target,), wanted, known)


def _steps(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    """For whom a step or an effort is. Both leave with the checklist, so nothing private may choose them."""
    for owner, strategy in knowledge.strategies.items():
        for keys, when, neutral in strategy.choices():
            mistakes = list(_condition(knowledge, "strategy", owner, keys, when))
            yield from mistakes
            if conditions.reads(when, "finding"):
                what = "a step is chosen by answers and facts, never by findings"
                yield Mistake(knowledge.locate("strategy", owner, keys), what, "when")
            elif not mistakes and (private := knowledge.private_parts(when)) and not neutral:
                what = f"{list_of(private)} would be told by the step that it chooses"
                accepted = "neutral: true, where nobody can tell it from the words"
                yield Mistake(knowledge.locate("strategy", owner, keys), what, "when", accepted)


def _condition(
    knowledge: KnowledgeBase, kind: str, owner: str, field: str | KeyPath, condition: Condition
) -> Iterator[Mistake]:
    """Names, options and operators of one condition."""
    keys: KeyPath = (field,) if isinstance(field, str) else field
    field_name = str(keys[-1])
    for part in conditions.walk(condition):
        problem = _problem(knowledge, part)
        if problem is not None:
            place = knowledge.locate(kind, owner, _path_of(condition, part, keys) or keys)
            yield Mistake(place, problem.what, field_name, problem.accepted, problem.nearest)


def _path_of(tree: Condition, wanted: Condition, path: KeyPath) -> KeyPath | None:
    """Where a part stands in the data that `tree` was read from."""
    if tree is wanted:
        return path
    match tree:
        case conditions.All(parts) | conditions.AnyOf(parts):
            key = "all" if isinstance(tree, conditions.All) else "any"
            for index, part in enumerate(parts):
                found = _path_of(part, wanted, (*path, key, index))
                if found is not None:
                    return found
        case conditions.Not(part):
            return _path_of(part, wanted, (*path, "not"))
    return None


def _problem(knowledge: KnowledgeBase, part: Condition) -> Mistake | None:
    match part:
        case conditions.HasFinding(name) | conditions.NoFinding(name) if name not in knowledge.findings:
            return _unknown(name, "finding", knowledge.findings)
        case conditions.Test("question", name, operator, wanted):
            question = knowledge.questions.get(name)
            if question is None:
                return _unknown(name, "question", knowledge.questions)
            return _misfit(
                name, question.type, [option.value for option in question.options], operator, wanted
            )
        case conditions.Test("fact", name, operator, wanted):
            fact = facts.FACTS.get(name)
            if fact is None:
                return _unknown(name, "fact", facts.FACTS)
            return _misfit(name, fact.kind, list(fact.options), operator, wanted)
    return None


def _unknown(name: str, kind: str, known: Iterable[str]) -> Mistake:
    names = list(known)
    return Mistake(
        "", f"there is no {kind} '{name}'", accepted=list_of(sorted(names)), nearest=nearest(name, names)
    )


def _misfit(name: str, kind: str, options: list[str], operator: str, wanted: object) -> Mistake | None:
    if operator == conditions.ANSWERED:
        return None
    if kind not in conditions.OPERATORS[operator].kinds:
        fitting = [one.name for one in conditions.OPERATORS.values() if kind in one.kinds]
        what = f"'{operator}' does not fit '{name}', which is of type {kind}"
        return Mistake("", what, accepted=list_of([*fitting, conditions.ANSWERED]))
    if isinstance(wanted, tuple):
        for code in wanted:
            if code == "prefer_not":
                return Mistake("", "'prefer_not' counts as unanswered, so a test of it is never true")
            if code not in options:
                return Mistake(
                    "",
                    f"'{name}' has no option '{code}'",
                    accepted=list_of(options, 20),
                    nearest=nearest(code, options),
                )
    return None


def _placeholders(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    for owner, strategy in knowledge.strategies.items():
        texts: list[tuple[KeyPath, str, bool]] = []
        short = strategy.short_form.goal if strategy.short_form else ()
        for place, goals in ((("goal",), strategy.goal), (("short_form", "goal"), short)):
            texts += [((*place, i), text, i == len(goals) - 1) for i, text in enumerate(goals)]
        for index, step in enumerate(strategy.steps):
            texts += [
                (("steps", index, "text"), step.text, True),
                (("steps", index, "done_when"), step.done_when, True),
            ]
        for keys, text, complete in texts:
            yield from _template(knowledge, "strategy", owner, keys, text, complete, templates.ITEM_DATES)
    for owner, letter in knowledge.letters.items():
        for keys, text in letter.texts():
            known = (*templates.PLAN_DATES, *templates.FILLED_LATER)
            yield from _template(knowledge, "letter", owner, keys, text, True, known)


def _template(
    knowledge: KnowledgeBase,
    kind: str,
    owner: str,
    keys: KeyPath,
    text: str,
    complete: bool,
    dates: tuple[str, ...],
) -> Iterator[Mistake]:
    """`complete`: the text must come out whole whatever was answered."""
    loose = templates.PLACEHOLDER.sub("", text)
    if "{" in loose or "}" in loose:
        place, dotted = knowledge.locate(kind, owner, keys), ".".join(str(key) for key in keys)
        accepted = "{name}, {name|words} or {“name”|words}"
        yield Mistake(place, "a brace that belongs to no placeholder", dotted, accepted)
    for placeholder in templates.placeholders(text):
        name = placeholder.name
        if name in dates and (name not in templates.FILLED_LATER or placeholder.fallback is not None):
            continue
        question = knowledge.questions.get(name)
        dotted = ".".join(str(key) for key in keys)
        if name in dates:
            what, near = f"nothing may be known yet for '{name}'", ""
            accepted = f"{{{name}|words that stand without it}}"
        elif question is None:
            what, accepted = f"'{name}' is not a placeholder", list_of(dates)
            near = nearest(name, [*knowledge.questions, *dates])
        elif question.sensitive or any(option.sensitive for option in question.options):
            what, accepted, near = f"'{name}' is sensitive and stays out of texts that leave", "", ""
        elif complete and placeholder.fallback is None:
            what, near = f"'{name}' may be unanswered here", ""
            accepted = f"{{{name}|words that stand without it}}"
        else:
            continue  # finding the place means parsing the file again: only for a mistake
        yield Mistake(knowledge.locate(kind, owner, keys), what, dotted, accepted, near)
