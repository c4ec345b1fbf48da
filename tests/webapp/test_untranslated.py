"""A sentence that was forgotten is found, wherever it stands, and what is no language is not."""

from __future__ import annotations

import pytest

from tests.webapp.pseudo_app import Watched, library, pseudo_root, watched
from tests.webapp.untranslated import in_json, no_language, plain_words, said_by

__all__ = ["library", "pseudo_root", "watched"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/html", "<p>⟦Ŵö⟧ A sentence left behind</p>"),
        ("text/html", '<a href="/" title="Left behind">⟦Ŵö⟧</a>'),
        ("text/html", '<input type="submit" value="Left behind">'),
        ("text/html", "<textarea>Left behind</textarea>"),
        ("text/html", "<p>⟦Ŵö Left behind⟧</p>"),
        ("application/json", '{"items": [{"id": "left_behind", "title": "Left behind"}]}'),
        ("application/json", '{"html": "<p>Left behind</p>"}'),
        ("text/csv; charset=utf-8".partition(";")[0], "⟦Ŵö⟧,Left behind"),
        ("text/markdown", "- [ ] Left behind"),
    ],
)
def test_a_planted_english_sentence_is_found(kind: str, text: str) -> None:
    found = [word for one in said_by(kind, text) for word in plain_words(one, no_language(()))]
    assert found[-2:] in (["Left", "behind"], ["left", "behind"])


def test_what_is_no_language_is_passed_over() -> None:
    texts = [
        "Waymark",
        "https://example.org/a/b",
        "www.example.org",
        "mira@example.org",
        "1a2b3c4d5e6f",
        "12,000 2026-03-02",
    ]
    assert [word for text in texts for word in plain_words(text, no_language(()))] == []
    assert list(in_json({"id": "goal_clarity", "due": "2026-03-02"})) == []


def test_a_page_with_one_forgotten_sentence_is_seen(watched: Watched) -> None:
    template = watched.app.jinja_env.from_string("<p>⟦Ŵö⟧</p><p>This one was forgotten.</p>")
    watched.app.add_url_rule("/planted", "planted", template.render)
    watched.person().open("/planted")
    [*found] = watched.report()
    assert len(found) == 4
    watched.english.clear()
