"""The app in the pseudo-language, with every one of its answers looked through for English."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask, Response, request

from engine.knowledge_base import KnowledgeBase, load_cases
from engine.schema import Case
from engine.translations.folders import FOLDER
from engine.translations.pseudo import CODE, in_pseudo
from engine.translations.writing import write_pseudo
from tests.our_files import copy_to
from tests.webapp.untranslated import no_language, plain_words, said_by
from tests.webapp.without_script import Person
from webapp import create_app, services
from webapp.api import explaining
from webapp.api.requests import ACCEPTED, KEYS
from webapp.library import Library
from webapp.security import passwords

TODAY = datetime.date(2026, 3, 2)
TYPED = "ψψψ"
"""What people type here: letters of no language that is shown."""
BEGUN = {"de": "name: Deutsch\n", "ar": "name: العربية\ndirection: rtl\n"}
GERMAN = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Your way through"
msgstr "Ihr <em>Weg</em>"

msgid "Day %(day)s of %(days)s."
msgstr "Tag %(tag)s von %(days)s."

msgid "Erase the file of %(alias)s?"
msgstr "Die Akte von %(alias)s löschen?"
"""
"""The second sentence has a placeholder that isn't there, as a slip of a translator's would."""
SHAPES = {ACCEPTED, *explaining.ACCEPTED.values(), *explaining.ACCEPTED, *KEYS, "YYYY-MM-DD", "NaN"}
"""What the API takes, which is code."""
UNWORDED = frozenset(
    {
        "static",
        "api.openapi",
        "api.healthz",
        "api.readyz",
        "guides.help_worker",
        "offline.worker",
        "taking.take",
    }
)
"""Answers without a sentence for people: the API's own description, states for programs, scripts, and the
whole copy, which is as the store has it.
"""


@pytest.fixture(scope="session")
def pseudo_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge and the rules, with the pseudo-language and two that are hardly begun beside them."""
    root = copy_to(tmp_path_factory.mktemp("languages"))
    write_pseudo(root)
    for code, settings in BEGUN.items():
        folder = root / FOLDER / code
        folder.mkdir()
        (folder / "language.yml").write_text(settings, encoding="utf-8")
    (root / FOLDER / "de" / "messages.po").write_text(GERMAN, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def library(pseudo_root: Path) -> Library:
    return Library(pseudo_root, every=3600)


class Watched:
    """An app whose every answer is looked through for English, whatever led to it."""

    def __init__(self, folder: Path, library: Library):
        self.today = TODAY
        self.breaks: Exception | None = None
        """Raised in every request from now on."""
        self.app: Flask = create_app(folder, today=lambda: self.today, engine="compiled", kb=library)
        self.visited: set[str] = set()
        self.english: dict[str, set[str]] = {}
        self.passed_over = no_language(
            {one.title for one in library.base().sources.values()}  # titles of works stay as they are
            | {status.phrase for status in HTTPStatus}
            | SHAPES
            | set(library.base().questions)
            | {f"{one.id}/{step.id}" for one in library.base().strategies.values() for step in one.steps}
        )
        self.app.before_request(self._break)
        self.app.after_request_funcs.setdefault(None, []).insert(0, self._look)  # the last to run

    def _break(self) -> None:
        if self.breaks is not None:
            raise self.breaks

    def _look(self, response: Response) -> Response:
        if request.endpoint is not None and response.status_code != 405:
            self.visited.add(request.endpoint)
        shown = response.is_sequence and response.status_code not in range(
            300, 400
        )  # nobody reads a redirect
        if shown and request.endpoint not in UNWORDED:
            for text in said_by(response.mimetype, response.get_data(as_text=True)):
                for word in plain_words(text, self.passed_over):
                    said = f"{word} in: {' '.join(text.split())[:90]}"
                    self.english.setdefault(
                        f"{request.method} {request.path} {response.status_code}", set()
                    ).add(said)
        return response

    def report(self) -> list[str]:
        """What was said in English, each text once."""
        return sorted({f"{place}: {one}" for place, said in self.english.items() for one in said})

    def person(self) -> Person:
        """A browser that asks for the pseudo-language."""
        browser = self.app.test_client()
        browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = f"{CODE},en;q=0.5"
        return Person(browser)

    def person_with(self, answers: Mapping[str, Any], **place: Any) -> Person:
        """Someone whose answers are kept already."""
        with self.app.app_context():
            file = services().store.create_file(
                documents={"answers": answers, "place": {"quick": False, **place}}
            )
            services().store.release()
        person = self.person()
        with person.client.session_transaction() as session:
            session["file"] = file
        return person


@pytest.fixture
def watched(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """The app; at the end of the test, nothing that it said was in English."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    monkeypatch.setattr(passwords, "NOBODY", passwords.hasher.hash(b"nobody has this"))
    made = Watched(tmp_path, library)
    yield made
    report = made.report()
    assert not report, "\n".join(report)


def p(english: str) -> str:
    """A sentence as the pseudo-language says it."""
    return in_pseudo(english)


@cache
def _cases() -> Mapping[str, Case]:
    return load_cases()


def answers_of(kb: KnowledgeBase, name: str) -> dict[str, Any]:
    """A worked case's answers, with what its person typed put into signs that are no language's."""
    answers = _cases()[name].answers
    return {
        key: TYPED
        if kb.questions[key].type == "text"
        else value.isoformat()
        if isinstance(value, datetime.date)
        else value
        for key, value in answers.items()
        if key in kb.questions
    }


def token(person: Person) -> str:
    """The token of the forms on a page."""
    found = person.hidden("csrf_token")
    assert found is not None
    return found
