"""The link with which a coach sets a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.clock import Clock
from tests.security.conftest import EMAIL, PASSWORD, log_in
from tests.store.conftest import raw_bytes
from tests.webapp.without_script import Person
from webapp.security import passwords
from webapp.security.invitations import DAYS, invite
from webapp.store import Store

Browser = Callable[[], Person]
DEAD = "This link does not work any more"


def test_a_link_sets_a_password_once_and_leads_to_the_clients(store: Store, browser: Browser) -> None:
    _, token = invite(store, EMAIL)
    person = browser().open(f"/coach/invitation/{token}")
    assert EMAIL in person.words
    person.fill(password=PASSWORD, again=PASSWORD).press("Set the password")
    assert person.address == "/coach/"
    assert "Your clients" in person.words
    again = browser().open(f"/coach/invitation/{token}")
    assert again.response.status_code == 404
    assert DEAD in again.words


def test_looking_at_the_link_does_not_use_it_up(store: Store, browser: Browser) -> None:
    _, token = invite(store, EMAIL)
    for _ in range(3):
        assert browser().open(f"/coach/invitation/{token}").response.status_code == 200


def test_two_who_send_the_form_at_once_can_t_both_set_it(store: Store, browser: Browser) -> None:
    _, token = invite(store, EMAIL)
    first, second = (browser().open(f"/coach/invitation/{token}") for _ in range(2))
    first.fill(password=PASSWORD, again=PASSWORD).press("Set the password")
    other = "another password entirely"
    second.fill(password=other, again=other).press("Set the password")
    assert DEAD in second.words
    assert "Your clients" not in log_in(browser(), password=other).words
    assert "Your clients" in log_in(browser()).words


def test_a_link_dies_after_its_days(store: Store, browser: Browser, clock: Clock) -> None:
    _, token = invite(store, EMAIL)
    clock.forward(days=DAYS, seconds=-1)
    person = browser().open(f"/coach/invitation/{token}")
    assert person.response.status_code == 200
    clock.forward(seconds=1)
    person.fill(password=PASSWORD, again=PASSWORD).press("Set the password")
    assert DEAD in person.words
    assert DEAD in browser().open(f"/coach/invitation/{token}").words


def test_a_new_link_kills_the_older_one(store: Store, browser: Browser) -> None:
    _, old = invite(store, EMAIL)
    known, new = invite(store, EMAIL)
    assert not known
    assert DEAD in browser().open(f"/coach/invitation/{old}").words
    assert browser().open(f"/coach/invitation/{new}").response.status_code == 200


def test_the_link_and_the_password_are_nowhere_in_the_database(store: Store, browser: Browser) -> None:
    _, token = invite(store, EMAIL)
    person = browser().open(f"/coach/invitation/{token}")
    person.fill(password=PASSWORD, again=PASSWORD).press("Set the password")
    _, open_token = invite(store, EMAIL)
    on_disk = raw_bytes(store)
    assert b"$argon2id$" in on_disk
    for secret in (token, open_token, PASSWORD, EMAIL):
        assert secret.encode() not in on_disk


def test_a_new_password_by_a_second_link_ends_the_open_sessions(
    store: Store, new_coach: Callable[[], Person], browser: Browser
) -> None:
    here = new_coach()
    known, token = invite(store, EMAIL)
    assert known
    other = "seven blue kettles in a row"
    browser().open(f"/coach/invitation/{token}").fill(password=other, again=other).press("Set the password")
    assert "Log in as a coach" in here.open("/coach/").words
    assert "not right" in log_in(browser()).words
    assert "Your clients" in log_in(browser(), password=other).words


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "12 characters or more"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "different characters"),
        ("long enough one", "long enough two", "not the same"),
        ("x1y2z3" * 50, "x1y2z3" * 50, "256 characters or fewer"),
        (EMAIL, EMAIL, "not your e-mail"),
    ],
)
def test_a_password_that_can_t_be_taken_is_said_beside_its_box(
    store: Store, browser: Browser, password: str, again: str, says: str
) -> None:
    _, token = invite(store, EMAIL)
    person = browser().open(f"/coach/invitation/{token}").fill(password=password, again=again)
    person.press("Set the password")
    assert person.response.status_code == 422
    assert says in person.words
    assert password not in person.response.text.replace(EMAIL, "") or password == EMAIL
    person.fill(password=PASSWORD, again=PASSWORD).press("Set the password")
    assert "Your clients" in person.words


def test_the_stand_in_for_a_missing_account_is_hashed_like_a_real_one() -> None:
    assert not passwords.is_dated(passwords.NOBODY)
    assert passwords.hashed("x").split("$")[:4] == passwords.NOBODY.split("$")[:4]
    assert passwords.NOBODY.startswith("$argon2id$")


def test_a_password_is_the_same_however_its_letters_were_composed() -> None:
    stored = passwords.hashed("caf\u00e9 caf\u00e9 caf\u00e9")
    assert passwords.matches(stored, "cafe\u0301 cafe\u0301 cafe\u0301")
    assert not passwords.matches(stored, "cafe cafe cafe")
    assert not passwords.matches(None, "cafe cafe cafe")
    assert not passwords.matches("no hash at all", "cafe cafe cafe")
