"""Cookies, forged requests and what is written to the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from tests.security.conftest import EMAIL, PASSWORD
from tests.webapp.without_script import Person

NewCoach = Callable[..., Person]
ANSWER = "i_do_not_feel_safe"


def set_cookies(response: Any) -> list[str]:
    return [line for line in response.headers.getlist("Set-Cookie") if line.startswith("waymark=")]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask) -> None:
    cookie = set_cookies(app.test_client().get("/coach/login"))[0]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie  # http://127.0.0.1 would lose it


def test_over_https_the_cookie_is_secure(app: Flask) -> None:
    assert (
        "Secure" in set_cookies(app.test_client().get("/coach/login", base_url="https://waymark.example"))[0]
    )


def test_a_coach_s_cookie_goes_when_the_browser_closes(new_coach: NewCoach) -> None:
    coach = new_coach()
    cookie = coach.client.get_cookie("waymark")
    assert cookie is not None
    assert cookie.expires is None
    assert cookie.http_only


def test_a_cookie_that_was_signed_elsewhere_opens_nothing(app: Flask, new_coach: NewCoach) -> None:
    coach = new_coach()
    cookie = coach.client.get_cookie("waymark")
    assert cookie is not None
    body, _, signature = cookie.value.rpartition(".")
    client = app.test_client()
    client.set_cookie("waymark", f"{body}.{signature[::-1]}")
    assert client.get("/coach/").status_code == 303


def _addresses(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and not rule.endpoint.startswith("api."):
            values = dict.fromkeys(rule.arguments, "x")
            with app.test_request_context():
                _, path = rule.build(values) or ("", "")
            yield rule.endpoint, path


def test_no_form_is_taken_without_its_token(app: Flask) -> None:
    tried = list(_addresses(app))
    assert len(tried) > 25
    for endpoint, path in tried:
        response = app.test_client().post(path, data={"email": EMAIL, "password": PASSWORD})
        assert (endpoint, response.status_code) == (endpoint, 400)


def test_a_token_of_someone_else_is_not_taken(new_coach: NewCoach, app: Flask) -> None:
    coach = new_coach()
    other = Person(app.test_client()).open("/coach/login")
    foreign = other.hidden("csrf_token")
    response = coach.client.post("/coach/clients", data={"alias": "Blue Heron", "csrf_token": foreign})
    assert response.status_code == 400
    assert "Blue Heron" not in coach.open("/coach/").words


def test_an_error_s_log_names_the_place_and_neither_words_nor_address(
    app: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from webapp.accounts import views

    def breaks(*_: object) -> None:
        raise ValueError(f"could not read {EMAIL} {ANSWER}")

    monkeypatch.setattr(views.throttle, "may_try", breaks)
    person = Person(app.test_client()).open("/coach/login")
    person.fill(email=EMAIL, password=PASSWORD).press("Log in")
    assert person.response.status_code == 500
    assert "ValueError in accounts.login" in caplog.text
    assert "views.py" in caplog.text
    for word in (EMAIL, PASSWORD, ANSWER, "/coach/login"):
        assert word not in caplog.text
