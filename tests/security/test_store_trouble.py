"""When the store can't be used: words for the person, a line for the operator, and nothing half done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.webapp.without_script import Person
from webapp.store import Store, StoreBusy, StoreDamaged, StoreFull


@pytest.mark.parametrize(
    "error", [StoreFull("The disk is full."), StoreBusy("In use."), StoreDamaged("Damaged.")]
)
def test_a_page_that_can_t_be_stored_is_503_in_words_and_one_line_in_the_log(
    browser: Callable[[], Person],
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    person = browser().open("/questionnaire/device").fill(employer_device="no").press("Continue")
    with person.client.session_transaction() as session:
        file_id = session["file"]
    before = store.read(file_id, "answers")
    store.release()
    person.fill(pip_stage="under_way")
    with monkeypatch.context() as patched:
        patched.setattr(Store, "_put", fails)
        person.press("Continue")
    assert person.response.status_code == 503
    assert "can’t get at what is kept" in person.words
    assert person.link("Get help now") == "/help"
    assert [record.getMessage() for record in caplog.records] == [f"store: {error}"]
    assert store.read(file_id, "answers") == before


def test_help_opens_even_where_the_store_is_gone(browser: Callable[[], Person], store: Store) -> None:
    person = browser().open("/questionnaire/device").fill(employer_device="no").press("Continue")
    store.release()
    for path in store.data_dir.glob("waymark.db*"):
        path.unlink()
    assert person.open("/help").response.status_code == 200
