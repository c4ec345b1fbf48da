"""Logging in and out: no word tells who has an account, guessing is slow, a session ends when it should."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from tests.clock import Clock
from tests.security.conftest import EMAIL, PASSWORD, log_in
from tests.webapp.without_script import Person
from webapp.security import passwords, sessions, throttle
from webapp.store import Store

Browser = Callable[[], Person]
NewCoach = Callable[..., Person]


def without_token(person: Person) -> str:
    return person.response.text.replace(person.hidden("csrf_token") or "", "")


def test_the_wrong_password_and_an_unknown_e_mail_look_the_same(
    new_coach: NewCoach, browser: Browser
) -> None:
    new_coach()
    wrong = log_in(browser(), EMAIL, "wrong password here")
    unknown = log_in(browser(), "bora@example.org", "wrong password here")
    assert wrong.response.status_code == unknown.response.status_code == 422
    assert without_token(wrong).replace(EMAIL, "") == without_token(unknown).replace("bora@example.org", "")


def test_a_hash_is_compared_whether_or_not_the_account_is_there(
    new_coach: NewCoach, browser: Browser, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_coach()
    store.coaches.invite("not.yet@example.org", store.now() + datetime.timedelta(days=1))
    compared: list[str] = []
    real = passwords.hasher

    class Watched:
        def verify(self, stored: str, password: bytes) -> bool:
            compared.append(stored)
            return real.verify(stored, password)

    monkeypatch.setattr(passwords, "hasher", Watched())
    for email in (EMAIL, "bora@example.org", "not.yet@example.org", "no address", ""):
        log_in(browser(), email, "wrong password here")
    assert len(compared) == 5
    assert compared[1:] == [passwords.NOBODY] * 4


def test_the_limit_comes_for_everyone_alike_and_goes_with_time(
    new_coach: NewCoach, browser: Browser, clock: Clock
) -> None:
    new_coach()
    for email in (EMAIL, "bora@example.org"):
        for _ in range(throttle.FOR_BOTH):
            assert log_in(browser(), email, "wrong password here").response.status_code == 422
        held = log_in(browser(), email, PASSWORD)
        assert held.response.status_code == 429
        assert held.response.headers["Retry-After"] == "900"
        assert "too many tries" in held.words
    clock.forward(minutes=15)
    assert "Your clients" in log_in(browser()).words


def test_the_right_password_clears_the_count(new_coach: NewCoach, browser: Browser) -> None:
    new_coach()
    for _ in range(3):
        for _ in range(throttle.FOR_BOTH - 1):
            log_in(browser(), EMAIL, "wrong password here")
        assert "Your clients" in log_in(browser()).words


def test_one_e_mail_is_held_from_many_addresses_and_one_address_over_many_e_mails(store: Store) -> None:
    tries = [throttle.may_try(store, EMAIL, f"10.0.0.{number}") for number in range(throttle.FOR_EMAIL + 1)]
    assert tries == [True] * throttle.FOR_EMAIL + [False]
    tries = [throttle.may_try(store, f"{n}@example.org", "10.1.1.1") for n in range(throttle.FOR_ADDRESS + 1)]
    assert tries == [True] * throttle.FOR_ADDRESS + [False]


def test_an_e_mail_is_the_same_in_capitals_and_with_spaces(new_coach: NewCoach, browser: Browser) -> None:
    new_coach()
    assert "Your clients" in log_in(browser(), f"  {EMAIL.upper()} ").words


def test_logging_out_ends_the_session_at_both_ends(new_coach: NewCoach, browser: Browser) -> None:
    coach = new_coach()
    stolen = browser()
    cookie = coach.client.get_cookie("waymark")
    assert cookie is not None
    coach.press("Log out")
    assert "Log in as a coach" in coach.open("/coach/").words
    stolen.client.set_cookie("waymark", cookie.value)
    assert "Log in as a coach" in stolen.open("/coach/").words


def test_a_session_ends_when_it_lies_unused_and_lasts_while_it_is_used(
    new_coach: NewCoach, clock: Clock
) -> None:
    coach = new_coach()
    for _ in range(3):
        clock.at += sessions.IDLE - datetime.timedelta(minutes=1)
        assert "Your clients" in coach.open("/coach/").words
    clock.at += sessions.IDLE
    assert "Log in as a coach" in coach.open("/coach/").words


def test_the_login_leads_back_to_the_page_that_was_asked_for(new_coach: NewCoach, browser: Browser) -> None:
    coach = new_coach()
    coach.fill(alias="Blue Heron").press("Open their file")
    there = coach.address
    other = browser().open(there)
    assert "Log in as a coach" in other.words
    other.fill(email=EMAIL, password=PASSWORD).press("Log in")
    assert other.address == there


def test_a_person_s_own_file_stays_theirs_when_a_coach_logs_in_and_out(
    new_coach: NewCoach, browser: Browser
) -> None:
    new_coach()
    person = browser().open("/questionnaire/device").fill(employer_device="no").press("Continue")
    log_in(person).press("Log out")
    assert person.open("/questionnaire/device").value("employer_device") == ["no"]


def test_a_hash_of_older_parameters_is_renewed_at_login(
    new_coach: NewCoach, browser: Browser, store: Store
) -> None:
    from argon2 import PasswordHasher

    new_coach()
    coach = store.coaches.find(EMAIL)
    assert coach is not None
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    store.coaches.rehash(coach.id, old.hash(PASSWORD.encode()))
    assert "Your clients" in log_in(browser()).words
    renewed = store.coaches.find(EMAIL)
    assert renewed is not None
    assert renewed.password is not None
    assert not passwords.is_dated(renewed.password)
