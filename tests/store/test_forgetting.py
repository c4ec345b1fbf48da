"""Files that people on their own have not touched for a long time are erased when `serve` begins."""

from __future__ import annotations

import datetime

from engine.knowledge_base import KnowledgeBase
from tests.clock import Clock
from tests.store.conftest import raw_bytes
from webapp import serving
from webapp.store import Store
from webapp.store.times import utc_now


def test_a_person_s_file_goes_after_400_days_without_a_touch(store: Store, clock: Clock) -> None:
    store.coaches.invite("a@example.org", clock() + datetime.timedelta(days=1))
    coach = store.coaches.find("a@example.org")
    assert coach is not None
    documents = {"answers": {"main_goal": "x"}}
    left, touched = store.create_file(None, documents), store.create_file(None, documents)
    client = store.create_file(coach.id, documents)
    clock.forward(days=399)
    serving.forget_untouched(store)
    assert store.has_file(left), "not yet"
    store.change(touched, "place", lambda _: {"at": "check"})
    clock.forward(days=1, seconds=1)
    serving.forget_untouched(store)
    assert not store.has_file(left)
    assert store.has_file(touched)
    assert store.has_file(client), "a coach erases clients"
    assert left.encode() not in raw_bytes(store)


def test_serve_forgets_before_it_listens(store: Store, clock: Clock, knowledge: KnowledgeBase) -> None:
    clock.at = utc_now() - datetime.timedelta(days=401)
    left = store.create_file()
    clock.at = utc_now() - datetime.timedelta(days=399)
    younger = store.create_file()
    store.release()
    serving._app(store.data_dir, "compiled", knowledge)
    assert not store.has_file(left)
    assert store.has_file(younger)
