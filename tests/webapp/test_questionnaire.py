"""The questionnaire in a browser without a script."""

from __future__ import annotations

from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person


def test_one_section_a_page_with_progress(own_device: Person) -> None:
    assert own_device.address == "/questionnaire/situation"
    assert "Page 2 of 7" in own_device.words
    assert own_device.title == "Page 2 of 7 – Waymark"


def test_every_question_can_be_skipped(own_device: Person) -> None:
    assert "Check your answers" in to_check(own_device).words
    own_device.press("Make my plan")
    assert own_device.address == "/plan/"
    assert "Today" in own_device.words


def test_the_quick_way_asks_quick_questions_only(own_device: Person) -> None:
    own_device.press("Continue")
    assert own_device.has("goal_clarity")
    assert not own_device.has("fair_criticism")


def test_an_answer_opens_questions_on_the_same_page_before_going_on(own_device: Person) -> None:
    own_device.press("Continue")
    assert not own_device.has("main_concern")
    own_device.fill(concerns=["deadlines", "customers"]).press("Continue")
    assert own_device.address == "/questionnaire/goals"
    assert own_device.has("main_concern")
    assert "Your answer opened one more question" in own_device.words
    own_device.press("Continue")
    assert own_device.address == "/questionnaire/obstacles"


def test_a_changed_answer_drops_what_hung_on_it_and_says_so(planned: Person) -> None:
    planned.open("/questionnaire/goals").fill(concerns=["deadlines", "conflict"]).press("Continue")
    planned.fill(main_concern="conflict").press("Continue")
    planned.open("/questionnaire/goals")
    assert planned.value("main_concern") == ["conflict"]
    planned.fill(concerns=[]).press("Continue")
    assert "Some earlier answers do not count now" in planned.words
    assert "Which one matters most in the plan?" in planned.words
    planned.open("/questionnaire/goals")
    assert not planned.has("main_concern")
    planned.fill(concerns=["quality", "targets"]).press("Continue")
    assert planned.value("main_concern") == []


def test_picking_one_offers_only_what_was_chosen_before(own_device: Person) -> None:
    own_device.press("Continue")
    own_device.fill(concerns=["deadlines"]).press("Continue")
    assert own_device.address == "/questionnaire/obstacles", "with one there is nothing to pick"
    own_device.open("/questionnaire/goals").fill(concerns=["deadlines", "conflict"]).press("Continue")
    offered = [one.value for one in own_device._controls() if one.name == "main_concern"]
    assert offered == ["deadlines", "conflict"]


def test_what_hung_on_a_changed_answer_is_there_again_with_it(planned: Person) -> None:
    planned.open("/questionnaire/goals").fill(concerns=["deadlines", "conflict"]).press("Continue")
    planned.fill(main_concern="conflict").press("Continue")
    planned.open("/questionnaire/situation").fill(pip_stage="ended").press("Continue")
    assert "Some earlier answers do not count now" in planned.words
    assert "Change that answer back, and they are here again." in planned.words
    planned.open("/questionnaire/situation").fill(pip_stage="under_way").press("Continue")
    planned.open("/questionnaire/goals")
    assert planned.value("concerns") == ["deadlines", "conflict"]
    assert planned.value("main_concern") == ["conflict"]


def test_an_answer_that_was_cleared_does_not_come_back(planned: Person) -> None:
    planned.open("/questionnaire/goals").fill(concerns=["deadlines", "conflict"]).press("Continue")
    planned.fill(main_concern="conflict").press("Continue")
    planned.open("/questionnaire/situation").fill(pip_stage="ended").press("Continue")
    planned.open("/questionnaire/situation").fill(pip_stage="under_way").press("Continue")
    planned.open("/questionnaire/goals").fill(concerns=[]).press("Continue")
    planned.open("/questionnaire/situation").fill(pip_stage="ended").press("Continue")
    planned.open("/questionnaire/situation").fill(pip_stage="under_way").press("Continue")
    assert planned.open("/questionnaire/goals").value("concerns") == []


def test_a_pick_that_is_no_longer_among_the_chosen_is_dropped(own_device: Person) -> None:
    own_device.press("Continue")
    own_device.fill(concerns=["deadlines", "conflict"]).press("Continue")
    own_device.fill(main_concern="conflict").press("Continue")
    own_device.open("/questionnaire/goals").fill(concerns=["deadlines"]).press("Continue")
    assert "Some earlier answers do not count now" in own_device.words


def test_answers_are_there_again_after_coming_back(own_device: Person) -> None:
    own_device.fill(pip_stage="near_end", plan_end="2026-03-10").press("Continue")
    own_device.open("/")
    assert "Go on where you left off" in own_device.words
    own_device.open(own_device.link("Go on where you left off"))
    own_device.open("/questionnaire/situation")
    assert own_device.value("pip_stage") == ["near_end"]
    assert own_device.value("plan_end") == "10 March 2026"


def test_back_keeps_what_was_filled_in(own_device: Person) -> None:
    own_device.press("Continue")
    own_device.fill(goal_clarity="few").press("Back")
    assert own_device.address == "/questionnaire/situation"
    own_device.press("Continue")
    assert own_device.value("goal_clarity") == ["few"]


def test_a_chosen_answer_can_be_taken_back(own_device: Person) -> None:
    own_device.fill(pip_stage="passed").press("Continue")
    own_device.open("/questionnaire/situation").fill(pip_stage="").press("Continue")
    own_device.open("/questionnaire/situation")
    assert own_device.value("pip_stage") == []


def test_what_can_not_be_read_is_said_at_the_top_and_beside_and_is_kept(own_device: Person) -> None:
    own_device.fill(plan_start="some day in May", plan_length="a month", pip_stage="under_way")
    own_device.press("Continue")
    assert own_device.response.status_code == 422
    assert own_device.title.startswith("To put right")
    assert "2 things to put right" in own_device.words
    page = own_device.response.text
    assert '<a href="#plan_start">' in page
    assert 'id="plan_start-error"' in page
    assert 'aria-describedby="plan_start-hint plan_start-error plan_start-how"' in page
    assert own_device.value("plan_start") == "some day in May"
    assert own_device.value("plan_length") == "a month"
    assert own_device.value("pip_stage") == ["under_way"]


def test_an_end_before_the_start_is_said_on_its_own_page(own_device: Person) -> None:
    own_device.fill(plan_start="2026-03-02", plan_end="2026-02-01").press("Continue")
    assert own_device.response.status_code == 422
    assert "don't fit together" in own_device.words.replace("’", "'")


def test_numbers_out_of_range_are_refused_with_the_range(own_device: Person) -> None:
    own_device.fill(plan_length="1,000").press("Continue")
    assert "from 7 to 365" in own_device.words


def test_dates_can_be_typed_in_ways_that_have_one_meaning(own_device: Person) -> None:
    own_device.fill(plan_start="3 February 2026", plan_end=" 2026/04/03 ").press("Continue")
    own_device.open("/questionnaire/situation")
    assert own_device.value("plan_start") == "3 February 2026"
    assert own_device.value("plan_end") == "3 April 2026"


def test_an_exclusive_answer_beside_others_is_asked_about(own_device: Person) -> None:
    own_device.open("/questionnaire/rights").fill(recent_events=["none", "new_manager"]).press("Continue")
    assert own_device.response.status_code == 422
    assert "stands alone" in own_device.words
    assert own_device.value("recent_events") == ["new_manager", "none"]


def test_not_feeling_safe_opens_help_at_once_with_a_way_on(own_device: Person) -> None:
    own_device.fill(coping="i_do_not_feel_safe").press("Continue")
    assert "You don’t have to be alone with this" in own_device.words
    own_device.open(own_device.link("Go on with the questions"))
    assert own_device.address == "/questionnaire/goals"
    own_device.open("/questionnaire/situation").press("Continue")
    assert own_device.address == "/questionnaire/goals", "help opens once for one answer, not each time"


def test_the_check_page_shows_answers_in_words_with_ways_to_change_them(planned: Person) -> None:
    planned.open("/questionnaire/check")
    assert "19 February 2026" in planned.words
    assert "Skipped" in planned.words
    planned.open(planned.link("Change the answers under “Where you are now”"))
    planned.fill(pip_stage="near_end").press("Save and go back")
    assert planned.address == "/questionnaire/check"
    assert "14 days or fewer are left" in planned.words


def test_answering_more_keeps_what_was_said_and_shows_it_folded(planned: Person) -> None:
    planned.press("Answer more for a closer plan")
    assert planned.address == "/questionnaire/goals"
    assert "What you told us here before" in planned.words
    assert planned.has("fair_criticism")
    assert planned.value("concerns") == ["deadlines"]
    planned.fill(fair_criticism="3", main_goal="Ship on time").press("Continue")
    assert planned.address == "/questionnaire/obstacles"
    planned.open("/questionnaire/goals")
    assert planned.value("fair_criticism") == ["3"]
    assert planned.value("concerns") == ["deadlines"]


def test_the_longer_way_opens_the_branches_that_the_answers_ask_for(planned: Person) -> None:
    seen = set()
    planned.press("Answer more for a closer plan")
    for _ in range(20):
        if "Check your answers" in planned.words:
            break
        seen.add(planned.address.rsplit("/", 1)[1])
        planned.press("Continue")
    assert {"performance", "support", "wellbeing"} <= seen
    assert not {"interpersonal", "technical", "attendance"} & seen


def test_enter_in_a_text_box_goes_on_and_not_back(planned: Person) -> None:
    planned.press("Answer more for a closer plan")
    form = next(form for form in planned.page.forms if form.buttons and "page" not in form.action)
    assert form.buttons[0].value == "next", "a browser presses the first button when Enter is struck"


def test_an_unknown_section_is_not_found(person: Person) -> None:
    assert person.open("/questionnaire/nonsense").response.status_code == 404


def test_text_is_shown_as_it_was_typed_and_never_run(planned: Person) -> None:
    planned.press("Answer more for a closer plan")
    planned.fill(main_goal="<script>alert(1)</script> & {main_goal}").press("Continue")
    planned.open("/questionnaire/check")
    assert "<script>alert(1)</script> & {main_goal}" in planned.words
    assert "<script>alert" not in planned.response.text


def test_a_date_can_be_typed_as_people_say_it(own_device: Person) -> None:
    own_device.fill(pip_stage="under_way", plan_start="19 February", plan_end="April 19, 2026").press(
        "Continue"
    )
    own_device.open("/questionnaire/situation")
    assert own_device.value("plan_start") == "19 February 2026"
    assert own_device.value("plan_end") == "19 April 2026"


def test_a_date_that_can_be_two_is_asked_for_and_both_are_named(own_device: Person) -> None:
    own_device.fill(pip_stage="under_way", plan_start="03/02/2026").press("Continue")
    assert "This can be 3 February 2026 or 2 March 2026. Write the month as a word." in own_device.words
    assert own_device.value("plan_start") == "03/02/2026"
