"""The steps without a network in a real browser: only where it was asked for, and cleared with the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import BaseWSGIServer

from tests.browser.conftest import PHONE, Visitor, visitor
from tests.browser.looking import findings
from webapp.coming_back.leaving import ELSEWHERE

KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept.push(`${name} ${new URL(request.url).pathname}`);
  }
  return kept;
}"""
WORKS = "(await navigator.serviceWorker.getRegistration('/plan/'))?.active?.state === 'activated'"
COPIED = "document.documentElement.dataset.stepsKept === 'true'"
TICKED = "(await (await caches.match('/without-network/steps'))?.text())?.includes('Done: ')"
NONE = "!(await caches.keys()).some((name) => name.startsWith('steps'))"
UNTIL = """async () => {{
  for (let tries = 0; tries < 400; tries += 1) {{
    if ({what}) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }}
  return false;
}}"""
ON = "Keep my steps on this device for when there is no network"
NO_NETWORK = "There is no network now"
OFF = "Switch it off, and clear the copy"


@pytest.fixture
def planned(browser: Browser, address: str) -> Iterator[Visitor]:
    """Someone on a phone with a plan."""
    with browser.new_context(viewport=PHONE) as context:
        someone = visitor(context, address)
        someone.plan("Getting work done on time")
        yield someone


def copies(page: Page) -> list[str]:
    """What of the steps this browser keeps."""
    kept: list[str] = page.evaluate(KEPT)
    return [one for one in kept if one.startswith("steps")]


def becomes(page: Page, what: str) -> bool:
    """Whether this comes true within twenty seconds. (Playwright's own waiting needs eval.)"""
    came: bool = page.evaluate(UNTIL.format(what=what))
    return came


def switch_on(someone: Visitor, closing_after: str = "12 hours") -> None:
    """From what is kept, as a person would."""
    someone.open("/kept")
    someone.page.get_by_role("link", name="Your steps without a network").click()
    someone.choose("After how long without you may it close?", closing_after)
    someone.press(ON)
    expect(someone.page.get_by_text("It is switched on in this browser.")).to_be_visible()
    assert becomes(someone.page, WORKS)
    assert becomes(someone.page, COPIED)


def test_se20_nothing_of_the_plan_stays_on_the_device_unless_it_was_asked_for(planned: Visitor) -> None:
    planned.open("/plan/")
    assert becomes(planned.page, WORKS)  # the page for no network is kept by now: so would be the steps
    assert copies(planned.page) == []


def test_the_last_plan_opens_without_a_network_to_read(planned: Visitor, server: BaseWSGIServer) -> None:
    planned.page.get_by_role("checkbox").first.check()
    planned.arrived()
    title = planned.page.get_by_role("article").first.get_by_role("heading").first.inner_text()
    switch_on(planned)
    server.shutdown()
    server.server_close()
    planned.open("/plan/")
    expect(planned.page.get_by_role("heading", level=1)).to_have_text("Your steps, without a network")
    expect(planned.page.get_by_role("heading", name=title)).to_be_visible()
    expect(planned.page.get_by_text("Done: ")).to_have_count(1)
    expect(planned.page.get_by_role("checkbox")).to_have_count(0)
    expect(planned.page.get_by_role("button")).to_have_count(0)
    drawn = planned.page.evaluate("getComputedStyle(document.querySelector('.help-link')).borderRadius")
    assert drawn != "0px"
    planned.page.get_by_role("link", name="Get help now").click()
    expect(planned.page.get_by_role("heading", level=1)).to_have_text("You don’t have to be alone with this")


def test_switching_it_off_clears_the_copy(planned: Visitor) -> None:
    switch_on(planned)
    assert copies(planned.page)
    planned.press(OFF)
    assert becomes(planned.page, NONE)
    expect(planned.page.get_by_role("button", name=ON)).to_be_visible()


@pytest.mark.parametrize("way", ["erase", "close", "another person's cookie"])
def test_se20_closing_or_erasing_the_file_clears_the_copy(planned: Visitor, way: str) -> None:
    switch_on(planned)
    if way == "erase":
        planned.open("/kept")
        planned.press("Erase everything kept here")
    elif way == "close":
        planned.open("/closed")
    else:
        planned.page.context.clear_cookies(name="waymark")
        planned.open("/")
    planned.open("/help")
    assert becomes(planned.page, NONE)


@pytest.mark.parametrize("way", ["leaving", "a pause"])
def test_se20_after_leaving_or_a_pause_the_copy_can_t_be_read(planned: Visitor, way: str) -> None:
    page = planned.page
    page.context.route(ELSEWHERE + "**", lambda route: route.fulfill(status=200, body="<h1>Elsewhere</h1>"))
    page.clock.install()
    switch_on(planned)
    planned.open("/plan/")
    assert becomes(page, COPIED)
    page.context.set_offline(True)  # so that no answer of the server can clear it
    if way == "leaving":
        page.get_by_role("link", name="Leave this page").click()
        page.wait_for_url(lambda url: "/plan/" not in url)
    else:
        page.clock.fast_forward(12 * 60 * 60_000 + 60_000)
        page.get_by_role("button", name="Try again").wait_for()
    another = page.context.new_page()
    another.goto(planned.address + "/plan/", wait_until="commit")
    expect(another.get_by_role("heading", level=1)).to_have_text(NO_NETWORK)


def test_se16_leaving_the_copy_in_a_hurry_clears_it(planned: Visitor) -> None:
    switch_on(planned)
    planned.page.context.set_offline(True)
    planned.open("/plan/")
    planned.page.get_by_role("link", name="Leave this page").click()
    planned.page.wait_for_url(lambda url: planned.address not in url)
    planned.open("/plan/")
    expect(planned.page.get_by_role("heading", level=1)).to_have_text(NO_NETWORK)


REST = """async (minutes) => {
  const copy = await caches.open("steps-copy");
  const [used] = (await copy.keys()).filter((one) => one.url.endsWith("used"));
  const noted = await (await copy.match(used)).json();
  await copy.put(used, Response.json({ ...noted, at: noted.at - minutes * 60000 }));
}"""
"""As if nobody had used it for so long: the worker's clock is the machine's own."""
JUST_USED = "(await (await caches.match('/plan/copy-used')).json()).at > Date.now() - 30 * 60000"


def test_se20_the_copy_closes_by_itself_after_the_pause_though_no_page_is_open(planned: Visitor) -> None:
    page = planned.page
    switch_on(planned, "1 hour")
    expect(page.get_by_text("It closes here after 1 hour without you.")).to_be_visible()
    page.context.set_offline(True)
    for _time in range(2):  # reading it is using it
        page.evaluate(REST, 50)
        planned.open("/plan/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your steps, without a network")
        assert becomes(page, JUST_USED)
    page.evaluate(REST, 61)
    planned.open("/plan/")
    expect(page.get_by_role("heading", level=1)).to_have_text(NO_NETWORK)
    assert becomes(page, "!(await caches.has('steps-copy'))")
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("checkbox").first).to_be_visible()
    assert becomes(page, COPIED)


def test_the_app_started_without_a_network_and_without_a_copy_says_what_still_opens(
    planned: Visitor,
) -> None:
    page = planned.page
    assert becomes(page, WORKS)
    page.context.set_offline(True)
    for path in ("/plan/", "/plan/work/"):
        planned.open(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(NO_NETWORK)
        assert page.url.endswith(path)
    expect(page.get_by_role("link", name="Your steps")).to_have_count(0)  # not even that a plan exists
    page.emulate_media(reduced_motion="reduce")
    assert findings(page, (320, 1280)) == []
    page.get_by_role("link", name="Help, with numbers to call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You don’t have to be alone with this")
    planned.open("/plan/")
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("checkbox").first).to_be_visible()


def test_the_copy_follows_a_tick_that_needed_no_new_page(planned: Visitor, server: BaseWSGIServer) -> None:
    switch_on(planned)
    planned.open("/plan/")
    assert becomes(planned.page, COPIED)
    with planned.page.expect_response(lambda answer: answer.url.endswith("/without-network/steps")):
        planned.page.get_by_role("checkbox").first.check()
    assert becomes(planned.page, TICKED)
    server.shutdown()
    server.server_close()
    planned.open("/plan/")
    expect(planned.page.get_by_text("Done: ")).to_have_count(1)


def test_se14_it_is_not_offered_on_a_device_that_may_be_an_employer_s(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        someone = visitor(context, address)
        someone.begin("Yes, at least one of them")
        someone.press("Keep my answers here")
        someone.to_check()
        someone.press("Make my plan")
        assert not someone.page.get_by_role("link", name=ON).count()
        someone.open("/without-network")
        assert not someone.page.get_by_role("button", name=ON).count()
        expect(someone.page.get_by_role("link", name="It is my own: change that answer")).to_be_visible()


def test_online_the_plan_is_the_fresh_one(planned: Visitor) -> None:
    switch_on(planned)
    planned.open("/plan/")
    expect(planned.page.get_by_role("checkbox").first).to_be_visible()


def test_it_can_be_put_on_a_home_screen_under_a_neutral_name(planned: Visitor) -> None:
    page = planned.page
    manifest = page.evaluate(
        """async () => {
          const address = document.querySelector("link[rel=manifest]").href;
          const found = await (await fetch(address)).json();
          const icons = await Promise.all(found.icons.map(async (one) => {
            const image = await createImageBitmap(await (await fetch(new URL(one.src, address))).blob());
            return `${image.width}x${image.height}` === one.sizes;
          }));
          return {...found, icons};
        }"""
    )
    assert manifest["name"] == manifest["short_name"] == "Waymark"
    assert manifest["icons"] == [True, True, True]
    session = page.context.new_cdp_session(page)
    assert session.send("Page.getAppManifest")["errors"] == []
    errors = {one["errorId"] for one in session.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert errors <= {"in-incognito"}  # as every context of these tests is
