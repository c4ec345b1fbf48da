"""SE6 in a real browser: help opens without a network, and what is kept for that tells nothing of anyone."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import BaseWSGIServer

from tests.browser.conftest import PHONE, visitor

KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      kept[new URL(request.url).pathname] = await (await cache.match(request, {ignoreVary: true})).text();
    }
  }
  return kept;
}"""


ACTIVE = """async () => {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await navigator.serviceWorker.getRegistration("/help");
    if (found?.active?.state === "activated") return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}"""


def wait_for_the_copy(page: Page) -> None:
    """Until the browser has kept the page, which it does in the background."""
    assert page.evaluate(ACTIVE)


def test_se6_help_opens_without_a_network_for_someone_who_never_opened_it(
    browser: Browser, server: BaseWSGIServer, address: str
) -> None:
    with browser.new_context(viewport=PHONE) as context:
        someone = visitor(context, address)
        someone.open("/")
        wait_for_the_copy(someone.page)
        server.shutdown()
        server.server_close()
        someone.open("/help")
        expect(someone.page.get_by_role("heading", level=1)).to_have_text(
            "You don’t have to be alone with this"
        )
        expect(someone.page.get_by_role("link", name="741741")).to_be_visible()
        drawn = someone.page.evaluate("getComputedStyle(document.querySelector('.help-link')).borderRadius")
        assert drawn != "0px"  # its style sheets are there too


def test_se6_the_copy_holds_no_answer_and_no_other_page(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        someone = visitor(context, address)
        someone.plan("Getting work done on time")
        someone.open("/help")
        someone.open("/plan/")
        wait_for_the_copy(someone.page)
        kept = someone.page.evaluate(KEPT)
        assert set(kept) - {"/help", "/no-network"} == {
            path for path in kept if path.startswith("/static/css/")
        }
        assert len(kept) > 3
        for page in ("/help", "/no-network"):
            assert ">Your steps<" not in kept[page]  # not even that a plan exists
        assert someone.watch.complaints == []


def test_se6_online_the_page_is_the_fresh_one(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        someone = visitor(context, address)
        someone.plan("Getting work done on time")
        wait_for_the_copy(someone.page)
        someone.open("/help")
        expect(someone.page.get_by_role("link", name="Your steps")).to_be_visible()  # the copy has none
