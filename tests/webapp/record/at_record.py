"""What the tests of the record share: writing an entry, and what is stored of it."""

from __future__ import annotations

from typing import Any

from flask import Flask

from tests.webapp.without_script import Person
from webapp import services


def token(person: Person) -> str:
    found = person.hidden("csrf_token")
    assert found is not None
    return found


def document(app: Flask, person: Person, name: str = "record") -> dict[str, Any]:
    with person.client.session_transaction() as session:
        file = session["file"]
    with app.app_context():
        found = services().store.read(file, name) or {}
        services().store.release()
    return found


def kept_instead(app: Flask, person: Person, stored: dict[str, Any]) -> None:
    """Another record in place of the one that is stored."""
    with person.client.session_transaction() as session:
        file = session["file"]
    with app.app_context():
        services().store.change(file, "record", lambda _: stored)
        services().store.release()


def write(person: Person, kind: str, **typed: str) -> Person:
    """An entry of a kind, by its form."""
    person.open("/record/").open(person.link(kind))
    return person.fill(**typed).press("Keep it" if kind == "Check-in" else "Write it down")


def with_goals(app: Flask, person: Person) -> None:
    with person.client.session_transaction() as session:
        file = session["file"]
    goals = [{"id": "g1", "title": "Nine tickets a day"}, {"id": "g2", "title": "Answer within a day"}]
    with app.app_context():
        services().store.change(file, "goals", lambda _: {"form": 1, "goals": goals})
        services().store.release()
