"""Which language a page comes in, and that a plan is the same plan in all of them."""

from __future__ import annotations

import time
from typing import Any

import pytest

from engine.exports import plan_from_json
from engine.knowledge_base import KnowledgeBase
from engine.language import speaking
from engine.model import Plan
from tests.webapp.pseudo_app import TODAY, library, p, pseudo_root, watched
from tests.webapp.untranslated import no_language, on_page, plain_words
from tests.webapp.without_script import Person
from webapp import create_app, services
from webapp.languages import COOKIE
from webapp.library import Library
from webapp.plans.spoken import in_words_of_now
from webapp.questionnaire.pages import settle
from webapp.store import Store

__all__ = ["library", "pseudo_root", "watched"]

PSEUDO, GERMAN, ARABIC = "en-XA", "de", "ar"
AT_WORK = {"employer_device": "yes"}
ANSWERS = {
    "employer_device": "no",
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "concerns": ["deadlines"],
}


@pytest.fixture
def app(tmp_path: Any, library: Library) -> Any:
    return create_app(tmp_path, today=lambda: TODAY, engine="compiled", kb=library)


@pytest.fixture
def person(app: Any) -> Person:
    return Person(app.test_client())


def asking_for(person: Person, languages: str) -> Person:
    person.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = languages
    return person


def language_of(person: Person) -> str:
    return person.response.text.partition('<html lang="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT", "de"),
        ("DE-at;q=0.4, fr;q=0.9", "de"),
        ("fr, en;q=0.8, de;q=0.2", "en"),
        ("en-GB, de;q=0.5", "en"),
        ("ar-EG", "ar"),
        ("en-XA", "en-XA"),
        ("*", "en"),
        ('"; drop', "en"),
    ],
)
def test_a_page_comes_in_the_first_language_a_browser_asks_for_that_is_here(
    person: Person, asked: str, given: str
) -> None:
    assert language_of(asking_for(person, asked).open("/")) == given


@pytest.mark.parametrize("asked", ["a-" * 15_000, "de-" + "a-" * 15_000, "a," * 15_000])
def test_a_browser_that_asks_for_far_too_much_costs_no_time(person: Person, asked: str) -> None:
    asking_for(person.open("/help"), asked)  # once before, as the first time is not like the others
    began = time.process_time()
    person.open("/help")
    assert language_of(person) in ("en", "de")
    assert time.process_time() - began < 0.25


def test_the_page_runs_in_the_direction_of_its_language(person: Person) -> None:
    assert '<html lang="ar" dir="rtl">' in asking_for(person, ARABIC).open("/help").response.text


def test_what_a_person_chooses_counts_more_than_what_the_browser_asks_for(person: Person) -> None:
    asking_for(person, GERMAN).open("/reading").press("⟦")
    assert (person.address, language_of(person)) == ("/reading", PSEUDO)
    person.open("/").press("English")
    assert (person.address, language_of(person)) == ("/", "en")


def test_reading_in_another_language_leaves_no_cookie(person: Person) -> None:
    for address in ("/", "/help", "/reading"):
        cookies = asking_for(person, PSEUDO).open(address).response.headers.getlist("Set-Cookie")
        assert not [cookie for cookie in cookies if cookie.startswith(COOKIE)]


def test_the_choice_is_one_cookie_that_no_script_reads_and_that_goes_with_the_browser(person: Person) -> None:
    response = person.client.post("/language", data={"language": PSEUDO, "back": "/help"})
    [cookie] = response.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"{COOKIE}={PSEUDO};")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere",
        "/plan/tick",
        "/nothing",
        "/help?a=b\r\nSet-Cookie: a=b",
        "",
    ],
)
def test_choosing_leads_nowhere_but_to_a_page_of_ours(person: Person, back: str) -> None:
    response = person.client.post("/language", data={"language": GERMAN, "back": back})
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("code", ["xx", "", "../en-XA", "de\r\nSet-Cookie: a=b"])
def test_a_language_that_is_not_here_is_not_remembered(person: Person, code: str) -> None:
    response = person.client.post("/language", data={"language": code, "back": "/"})
    assert response.status_code == 400
    assert not [one for one in response.headers.getlist("Set-Cookie") if one.startswith(COOKIE)]


def test_where_there_is_one_language_there_is_nothing_to_choose(
    tmp_path: Any, knowledge: KnowledgeBase
) -> None:
    app = create_app(tmp_path / "one", today=lambda: TODAY, engine="compiled", kb=knowledge)
    page = Person(app.test_client()).open("/").response.text
    assert "language" not in page.partition("<footer")[2]


def test_someone_who_keeps_nothing_loses_no_answer_by_choosing_a_language(person: Person) -> None:
    person.open("/questionnaire/device").fill(**AT_WORK).press("Continue").press("Go on and keep nothing")
    carried, before = person.hidden("carried"), person.address
    person.press("⟦")
    assert language_of(person) == PSEUDO
    assert (person.hidden("carried"), person.address) == (carried, before)
    person.press(p("Continue"))
    assert language_of(person) == PSEUDO


def test_dates_follow_the_language(app: Any) -> None:
    person = kept(app)
    assert "Made on 2 March 2026" in person.words
    german = asking_for(person, GERMAN).open("/plan/").words
    assert "Made on 2. März 2026" in german
    assert "March" not in german


def test_a_slip_in_a_translation_shows_the_english_and_breaks_nothing(app: Any) -> None:
    page = asking_for(kept(app), GERMAN).open("/plan/")
    assert page.response.status_code == 200
    assert "Day 12 of 60." in page.words
    assert "<em>Weg</em>" in page.response.text


def kept(app: Any) -> Person:
    """Someone with a kept plan, made in English."""
    with app.app_context():
        file = services().store.create_file(documents={"answers": ANSWERS, "place": {"quick": False}})
        services().store.release()
    person = Person(app.test_client())
    with person.client.session_transaction() as session:
        session["file"] = file
    return person.open("/questionnaire/check").press("Make my plan")


def store_and_file(app: Any, person: Person) -> tuple[Store, str]:
    with person.client.session_transaction() as session:
        file = session["file"]
    with app.app_context():
        return services().store, file


def decided(plan: Plan) -> Any:
    """What a plan decides, without its words."""
    items = [
        (
            one.id,
            one.start,
            one.due,
            one.phase,
            one.score,
            one.pinned,
            one.late,
            [step.id for step in one.steps],
        )
        for one in plan.items
    ]
    return items, [(one.strategy, one.code) for one in plan.left_out], plan.starts, plan.ends


def test_the_store_keeps_the_same_plan_whatever_is_spoken(app: Any) -> None:
    person = kept(app)
    store, file = store_and_file(app, person)
    english = store.read(file, "plan")
    asking_for(person, PSEUDO).open("/plan/").press(p("Make the plan again from today"))
    assert language_of(person) == PSEUDO
    assert store.read(file, "plan") == english
    store.release()


def test_a_kept_plan_is_told_in_every_language_and_stays_the_same_plan(app: Any) -> None:
    store, file = store_and_file(app, kept(app))
    stored = store.read(file, "plan")
    answers = store.read(file, "answers")
    store.release()
    assert stored is not None
    plan = plan_from_json(stored)
    with app.test_request_context("/"):
        for language in services().library.languages:
            with speaking(language):
                told = in_words_of_now(plan, settle(services().kb, answers or {}))
            assert decided(told) == decided(plan)
            same = [one.title for one in told.items] == [one.title for one in plan.items]
            assert same == (language.code != PSEUDO)  # nothing of a plan is translated in the two others yet


def test_a_plan_is_told_though_the_answers_give_none_any_more(app: Any) -> None:
    person = kept(app)
    store, file = store_and_file(app, person)
    dates = {"plan_start": "2026-05-01", "plan_end": "2026-03-01"}
    store.change(file, "answers", lambda answers: {**answers, **dates})
    store.release()
    page = asking_for(person, PSEUDO).open("/plan/")
    assert page.response.status_code == 200
    assert plain(library_of(app), page.response.text) == []


def library_of(app: Any) -> Library:
    with app.app_context():
        return services().library


def plain(library: Library, html: str) -> list[str]:
    """The English on a page, without the titles of works."""
    over = no_language({one.title for one in library.base().sources.values()})
    return [word for text in on_page(html) for word in plain_words(text, over)]


def test_ticks_are_there_in_every_language(app: Any) -> None:
    person = kept(app)
    [key, *_rest] = [
        one.value for form in person.page.forms for one in form.controls if one.name == "on_page"
    ]
    token = person.hidden("csrf_token")
    person.client.post("/plan/tick", data={"csrf_token": token, "on_page": key, "done": key})
    for language in ("en", GERMAN, PSEUDO):
        assert key in ticked(asking_for(person, language).open("/plan/"))


def ticked(person: Person) -> list[str]:
    return [
        one.value for form in person.page.forms for one in form.controls if one.name == "done" and one.checked
    ]


def test_a_coachs_note_and_step_stand_in_the_plan_in_every_language(app: Any) -> None:
    person = kept(app)
    store, file = store_and_file(app, person)
    item = (store.read(file, "plan") or {})["items"][0]["id"]
    edit = {"id": "e1", "on": "2026-03-02", "kind": "note", "item": item, "text": "Ring me on Tuesday"}
    store.change(file, "edits", lambda _: {"edits": [edit]})
    store.release()
    for language in ("en", PSEUDO):
        assert "Ring me on Tuesday" in asking_for(person, language).open("/plan/").words


def test_numbers_to_text_and_numbers_to_call_are_told_apart_in_every_language(person: Person) -> None:
    english = [
        link
        for link, _words in asking_for(person, "").open("/help").page.links
        if link[:4] in ("tel:", "sms:")
    ]
    pseudo = asking_for(person, PSEUDO).open("/help")
    assert [link for link, _words in pseudo.page.links if link[:4] in ("tel:", "sms:")] == english
    assert any(link.startswith("sms:") for link in english)


def numbers(person: Person) -> list[str]:
    return [link for link, _words in person.page.links if link.startswith(("tel:", "sms:"))]


def test_the_emergency_number_comes_first_in_every_language(person: Person) -> None:
    english = asking_for(person, "").open("/help").response.text.split("help-country")
    pseudo = asking_for(person, PSEUDO).open("/help").response.text.split("help-country")
    assert [part.count("help-first") for part in pseudo] == [part.count("help-first") for part in english]


def test_the_api_answers_in_the_language_it_is_asked_in_and_reads_no_cookie(person: Person) -> None:
    client = person.client
    client.set_cookie(COOKIE, PSEUDO)
    english = client.get("/api/v1/questionnaire")
    pseudo = client.get("/api/v1/questionnaire", headers={"Accept-Language": PSEUDO})
    assert (english.headers["Content-Language"], pseudo.headers["Content-Language"]) == ("en", PSEUDO)
    assert "Accept-Language" in english.headers["Vary"]
    assert english.headers["ETag"] != pseudo.headers["ETag"]
    assert "Set-Cookie" not in pseudo.headers


def test_plans_of_the_api_differ_in_words_only(person: Person) -> None:
    sheet = {"answers": {"pip_stage": "just_received", "concerns": ["deadlines"]}, "today": "2026-03-02"}
    plans = [
        plan_from_json(
            person.client.post("/api/v1/plans", json=sheet, headers={"Accept-Language": code}).json or {}
        )
        for code in ("en", PSEUDO)
    ]
    assert decided(plans[0]) == decided(plans[1])
    assert [one.title for one in plans[0].items] != [one.title for one in plans[1].items]
