"""What holds on every page: help, headers, neutral titles; and the pages for errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from tests.webapp.without_script import Person

ADDRESSES = ["/", "/help", "/reading", "/questionnaire/device", "/nothing-here"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_help_is_one_link_away_on_every_page(person: Person, address: str) -> None:
    assert person.open(address).link("Get help now") == "/help"


def test_help_is_one_link_away_on_the_plan_too(planned: Person) -> None:
    for address in ("/plan/", "/plan/print", "/questionnaire/check", "/questionnaire/rights", "/kept"):
        assert planned.open(address).link("Get help now") == "/help"


def test_help_needs_no_answer_and_leaves_no_trace(person: Person, stored_files: Callable[[], int]) -> None:
    response = person.open("/help").response
    assert "Set-Cookie" not in response.headers
    assert stored_files() == 0


def test_help_lists_every_country_with_the_emergency_number_first(person: Person, kb: KnowledgeBase) -> None:
    page = person.open("/help").response.text
    for resource in kb.resources.values():
        if resource.kind == "crisis":
            for contact in resource.contacts:
                assert contact.number is None or contact.number in page
    states = page[page.index("United States") :]
    assert states.index("911") < states.index("988") < states.index("741741")


def test_help_puts_the_persons_own_country_first(planned: Person) -> None:
    planned.open("/questionnaire/work").fill(country="AU").press("Continue")
    words = planned.open("/help").words
    assert words.index("Australia") < words.index("United States")


def test_help_comes_even_when_the_store_is_broken(
    planned: Person, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("disk gone")

    monkeypatch.setattr(type(app.extensions["waymark"].store), "read", broken)
    assert "Samaritans" in planned.open("/help").words


def test_help_does_not_claim_that_numbers_are_confirmed(person: Person) -> None:
    assert "We have not yet confirmed these numbers" in person.open("/help").words


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers(person: Person, address: str) -> None:
    headers = person.open(address).response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_titles_and_addresses_never_say_what_kind_of_plan_it_is(planned: Person, kb: KnowledgeBase) -> None:
    planned.open("/reading")
    links = [address for address, _ in planned.page.links if address.startswith("/") and address != "/leave"]
    for address in [*links, "/plan/", "/plan/print", "/questionnaire/rights", "/help", "/kept", "/"]:
        planned.open(address)
        assert not re.search(r"\bpip\b|performance|rights", planned.title, re.IGNORECASE), address
        assert "waymark" in planned.title.lower()
    assert not [one for one in links if re.search("pip|faith|adjust", one)]


def test_nothing_stands_inline(planned: Person) -> None:
    for address in ("/", "/plan/", "/questionnaire/goals", "/help", "/questionnaire/check"):
        page = planned.open(address).response.text
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"\s(style|on[a-z]+)=", page)
        assert "<style" not in page


def test_pages_ask_nothing_of_other_hosts() -> None:
    folder = Path(__file__).parents[2] / "webapp"
    for path in [*folder.rglob("*.css"), *folder.rglob("*.js")]:
        assert "http" not in path.read_text().replace("http://www.w3.org", ""), path


def test_cookies_are_closed_to_scripts_and_other_sites(own_device: Person) -> None:
    cookie = own_device.client.get_cookie("waymark")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [("/nothing", 404, "nothing at this address"), ("/plan/make", 405, "can’t be opened on its own")],
)
def test_errors_are_explained_kindly(person: Person, address: str, status: int, words: str) -> None:
    person.open(address)
    assert person.response.status_code == status
    assert words in person.words
    assert "Go to the start page" in person.words


def test_a_form_without_its_token_is_refused_kindly(person: Person) -> None:
    response = person.client.post("/questionnaire/device", data={"employer_device": "no"})
    assert response.status_code == 400
    assert "could not tell that this came from you" in response.text


def test_too_much_text_is_refused_kindly(own_device: Person) -> None:
    response = own_device.client.post("/questionnaire/situation", data={"carried": "x" * 300_000})
    assert response.status_code == 413
    assert "too long to send" in response.text


def test_a_fault_of_ours_is_owned_and_shows_no_inside(
    person: Person, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("webapp.guides.views.render_template", broken)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    person.open("/reading")
    assert person.response.status_code == 500
    assert "Something broke on our side" in person.words
    assert "a secret detail" not in person.response.text


def test_the_start_page_warns_about_the_device_first_and_claims_no_advice(person: Person) -> None:
    words = person.open("/").words
    assert words.index("look at the device") < words.index("A way through it")
    assert "not legal, medical or immigration advice" in words


def test_stories_are_labelled_as_illustrative(person: Person, kb: KnowledgeBase) -> None:
    person.open("/reading")
    for story in kb.stories.values():
        address = person.open("/reading").link(story.title)
        assert "Illustrative story" in person.open(address).words


def test_a_client_address_shows_nothing_to_a_stranger(planned: Person) -> None:
    with planned.client.session_transaction() as session:
        file = session["file"]
    assert planned.client.get(f"/coach/clients/{file}/plan/").status_code in (303, 404)
