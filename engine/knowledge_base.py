"""The knowledge base: every file of `knowledge/` and `rules/`, read, checked and frozen.

`load` gives a KnowledgeBase or raises InputError with each mistake as file:line:column. References
between files are checked here too, so that the stages that follow can rely on them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine import conditions, facts, schema, yaml_files
from engine.errors import InputError, Mistake
from engine.language import ENGLISH, Language
from engine.language import gettext as _
from engine.model_mistakes import fields_of, readable, still_to_fill
from engine.planning.prepared import Prepared, prepare
from engine.reasons import Reason

ROOT = Path(__file__).resolve().parent.parent

FOLDERS: Mapping[str, str] = {
    "question": "knowledge/questions",
    "finding": "knowledge/findings",
    "strategy": "knowledge/strategies",
    "resource": "knowledge/resources",
    "source": "knowledge/sources",
    "letter": "knowledge/letters",
    "guide": "knowledge/guides",
    "story": "knowledge/stories",
    "diagnosis_rule": "rules/diagnosis",
    "advice_rule": "rules/advice",
    "safety_rule": "rules/safety",
}
"""Kind of thing -> its folder. `case` (rules/cases) is read apart: plans don't need it."""
CASES = "rules/cases"
MANIFEST = "knowledge/manifest.yml"

Rule = schema.DiagnosisRule | schema.AdviceRule | schema.SafetyRule


@dataclass(frozen=True, repr=False)
class KnowledgeBase:
    """All that is known and decided. Mappings go from id to thing; rules are in order of id."""

    root: Path
    version: str
    """The first 12 hexadecimal digits of a SHA-256 over every file's name and content."""
    sections: tuple[schema.Section, ...]
    questions: Mapping[str, schema.Question]
    """In the order of the manifest."""
    retired_questions: Mapping[str, schema.Question]
    findings: Mapping[str, schema.Finding]
    strategies: Mapping[str, schema.Strategy]
    resources: Mapping[str, schema.Resource]
    sources: Mapping[str, schema.Source]
    letters: Mapping[str, schema.Letter]
    guides: Mapping[str, schema.Guide]
    stories: Mapping[str, schema.Story]
    diagnosis: Mapping[str, schema.DiagnosisRule]
    advice: Mapping[str, schema.AdviceRule]
    safety: Mapping[str, schema.SafetyRule]

    def __repr__(self) -> str:
        return f"KnowledgeBase({str(self.root)!r}, {self.version!r})"

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by id, whatever its stratum."""
        return {**self.diagnosis, **self.advice, **self.safety}

    @cached_property
    def reasons(self) -> Mapping[str, Reason]:
        """What stands behind each rule, by its id."""
        return {name: Reason(rule) for name, rule in self.rules.items()}

    @cached_property
    def rivals(self) -> Mapping[str, frozenset[str]]:
        """Strategy -> those that must not stand beside it, whichever of the two says so."""
        pairs = {(one.id, other) for one in self.strategies.values() for other in one.excludes}
        pairs |= {(other, one) for one, other in pairs}
        return {name: frozenset(other for one, other in pairs if one == name) for name, _ in pairs}

    @cached_property
    def foundation(self) -> frozenset[str]:
        """Strategies that are recommended to everybody, by a rule with `when: always`."""
        always = (one for one in self.advice.values() if isinstance(one.when, conditions.Always))
        return frozenset(one.recommend for one in always if one.recommend)

    @cached_property
    def named_by(self) -> frozenset[str]:
        """The questions that ask for a day which a paper names, such as the one to sign by."""
        return frozenset(one.due_by for one in self.strategies.values() if one.due_by)

    @cached_property
    def prepared(self) -> Mapping[str, Prepared]:
        """What of each strategy is the same in every plan."""
        return prepare(self)

    @cached_property
    def written(self) -> dict[str, dict[str, Any]]:
        """Pieces of JSON that are the same in every plan, by kind and id: `exports.plan_text` fills it."""
        return {}

    @cached_property
    def private_findings(self) -> frozenset[str]:
        """Findings that some diagnosis rule draws from a sensitive answer."""
        return frozenset(
            rule.finding for rule in self.diagnosis.values() if self._reads_private(rule.when, frozenset())
        )

    @cached_property
    def private_rules(self) -> frozenset[str]:
        """Rules that rest on a sensitive answer, directly or through a fact or finding."""
        return frozenset(
            name for name, rule in self.rules.items() if self._reads_private(rule.when, self.private_findings)
        )

    def _reads_private(self, when: conditions.Condition, findings: frozenset[str]) -> bool:
        return (
            any(self._is_private(part) for part in conditions.walk(when))
            or any(facts.FACTS[name].private for name in conditions.reads(when, "fact"))
            or bool(conditions.reads(when, "finding") & findings)
        )

    def private_parts(self, when: conditions.Condition) -> tuple[str, ...]:
        """The sensitive questions and private facts that a condition looks at."""
        tests = (part for part in conditions.walk(when) if isinstance(part, conditions.Test))
        names = {part.name for part in tests if self._is_private(part)}
        names |= {name for name in conditions.reads(when, "fact") if facts.FACTS[name].private}
        return tuple(sorted(names))

    def _is_private(self, part: conditions.Condition) -> bool:
        if not isinstance(part, conditions.Test) or part.subject != "question":
            return False
        question = self.questions[part.name]
        codes = part.wanted if isinstance(part.wanted, tuple) else ()
        return question.sensitive or any(one.sensitive for one in question.options if one.value in codes)

    def path(self, kind: str, name: str) -> str:
        """Where a thing's file stands, as a path below the root."""
        return f"{FOLDERS.get(kind, CASES)}/{name}.yml"

    def locate(self, kind: str, name: str, keys: yaml_files.KeyPath = ()) -> str:
        """`file:line:column` of a place in a thing's file."""
        shown = MANIFEST if kind == "manifest" else self.path(kind, name)
        return yaml_files.locate(self.root / shown, keys, shown)


def load(root: Path | None = None, language: Language = ENGLISH) -> KnowledgeBase:
    """The knowledge base below `root` (this repository's by default); InputError with every mistake.

    In another language the same knowledge, with the same version and decisions; what is not translated, or
    was before the English changed, is in English.
    """
    root = (root or ROOT).resolve()
    reader = _Reader(root, language)
    manifest = reader.manifest()
    things: dict[str, dict[str, Any]] = {
        kind: reader.folder(kind, folder) for kind, folder in FOLDERS.items()
    }
    reader.keep()
    reader.raise_mistakes()
    assert manifest is not None
    questions: dict[str, schema.Question] = things["question"]
    order = [name for section in manifest.sections for name in section.questions]
    freeze = MappingProxyType
    knowledge = KnowledgeBase(
        root=root,
        version=reader.version(),
        sections=manifest.sections,
        questions=freeze({name: questions[name] for name in order if name in questions}),
        retired_questions=freeze({name: one for name, one in questions.items() if one.status == "retired"}),
        findings=freeze(things["finding"]),
        strategies=freeze(things["strategy"]),
        resources=freeze(things["resource"]),
        sources=freeze(things["source"]),
        letters=freeze(things["letter"]),
        guides=freeze(things["guide"]),
        stories=freeze(things["story"]),
        diagnosis=freeze(things["diagnosis_rule"]),
        advice=freeze(things["advice_rule"]),
        safety=freeze(things["safety_rule"]),
    )
    from engine.verify.references import broken_references  # it reads this module's types

    mistakes = broken_references(knowledge, questions)
    if mistakes:
        raise InputError(mistakes)
    return knowledge


def load_cases(root: Path | None = None) -> Mapping[str, schema.Case]:
    """The worked cases in rules/cases, by id; InputError with every mistake."""
    reader = _Reader((root or ROOT).resolve(), kept="cases.json")
    cases = reader.folder("case", CASES)
    reader.keep()
    reader.raise_mistakes()
    return cases


T = TypeVar("T", bound=BaseModel)


@dataclass
class _Reader:
    root: Path
    language: Language = ENGLISH
    kept: str = "knowledge.json"
    """The file in `.cache` that holds what was parsed."""
    mistakes: list[Mistake] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cache = yaml_files.Cache(self.root / ".cache" / self.kept)
        self.overlay = None
        if self.language.folder is not None:
            from engine.translations.overlay import Overlay  # English needs none of it

            self.overlay = Overlay(self.language.folder, self.root / ".cache")

    def keep(self) -> None:
        self.cache.keep()
        if self.overlay is not None:
            self.overlay.keep()

    def manifest(self) -> schema.Manifest | None:
        return self._read(self.root / MANIFEST, MANIFEST, schema.Manifest, {})

    def folder(self, kind: str, folder: str) -> dict[str, Any]:
        """Every thing of a folder, by id and in order of id."""
        for path in sorted((self.root / folder).glob("*.yaml")):
            self.mistakes.append(
                Mistake(f"{folder}/{path.name}", _("this file would not be read"), accepted="*.yml")
            )
        found = {}
        for path in sorted((self.root / folder).glob("*.yml"), key=lambda path: path.stem):
            thing = self._read(path, f"{folder}/{path.name}", schema.KINDS[kind], {"id": path.stem})
            if thing is not None:
                found[path.stem] = thing
        return found

    def _read(self, path: Path, shown: str, model: type[T], extra: Mapping[str, str]) -> T | None:
        try:
            content = path.read_bytes()
            self.hashes.append(f"{shown} {hashlib.sha256(content).hexdigest()}")
            data = self.cache.parse(content, shown)
        except InputError as error:
            self.mistakes.extend(error.mistakes)
            return None
        except OSError as error:
            self.mistakes.append(Mistake(shown, _("this file can't be read: %(why)s", why=error.strerror)))
            return None
        if not isinstance(data, dict):
            self.mistakes.append(
                Mistake(f"{shown}:1:1", _("this file must hold keys and values"), accepted=fields_of(model))
            )
            return None
        if "id" in data and extra:
            place = yaml_files.locate(path, ["id"], shown)
            self.mistakes.append(Mistake(place, _("the id is the file's name and is not written inside")))
            return None
        empty = still_to_fill(data, model, lambda keys: yaml_files.locate(path, keys, shown))
        if empty:
            self.mistakes.extend(empty)
            return None
        if self.overlay is not None:
            try:
                data = self.overlay.over(model, shown, data)
            except InputError as error:
                self.mistakes.extend(error.mistakes)
        try:
            return model.model_validate({**data, **extra})
        except ValidationError as error:
            self.mistakes.extend(readable(error, model, lambda keys: yaml_files.locate(path, keys, shown)))
            return None

    def version(self) -> str:
        return hashlib.sha256("\n".join(sorted(self.hashes)).encode()).hexdigest()[:12]

    def raise_mistakes(self) -> None:
        if self.mistakes:
            raise InputError(self.mistakes)
