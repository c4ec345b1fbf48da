"""A language is a folder beside the English one, and changes words only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.errors import InputError
from engine.exports import CHECKLISTS, plan_to_json
from engine.knowledge_base import ROOT, KnowledgeBase, load, load_cases
from engine.language import ENGLISH, Language, gettext, speaking
from engine.pipeline import make_plan
from engine.translations.folders import language, languages, read_language
from engine.translations.pieces import mark_of, misfit
from engine.translations.pseudo import in_pseudo as said_in_pseudo
from engine.translations.template import TEMPLATE, template_text
from engine.translations.writing import new_language, update_language, write_pseudo
from engine.verify.translations import translations
from tests.conftest import Builder

STRATEGY = "strategies/rest_first.yml"


def piece(english: str, text: str) -> str:
    return f"  of: {mark_of(english)}\n  text: {text}\n"


@pytest.fixture
def welsh(small_knowledge: Builder) -> Callable[..., Path]:
    """A tiny knowledge base with a little Welsh; gives its root. Other files of the language can be added."""

    def build(files: dict[str, str] | None = None, english: dict[str, str | None] | None = None) -> Path:
        root = small_knowledge(english)
        folder = root / "knowledge/languages/cy"
        given = {
            "language.yml": "name: Cymraeg\n",
            STRATEGY: "title:\n" + piece("Rest first", "Gorffwys yn gyntaf"),
            **(files or {}),
        }
        for name, text in given.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    return build


def decisions(plan: dict[str, Any]) -> dict[str, Any]:
    """What a plan decides, without its words."""
    wordy = {"title", "summary", "why", "watch_out", "goal", "steps", "resources", "evidence", "because"}
    return {
        **{name: plan[name] for name in ("knowledge_version", "starts", "ends", "facts", "ignored")},
        "findings": [(one["id"], one["confidence"]) for one in plan["findings"]],
        "items": [
            {name: value for name, value in item.items() if name not in wordy} for item in plan["items"]
        ],
        "steps": [[step["id"] for step in item["steps"]] for item in plan["items"]],
        "rules": [[one["rule"] for one in item["because"]] for item in plan["items"]],
        "left_out": [(one["strategy"], one["code"]) for one in plan["left_out"]],
        "assumed": [(one["question"], one["value"]) for one in plan["assumed"]],
    }


def test_every_decision_is_the_same_in_every_language(
    knowledge: KnowledgeBase, in_pseudo: KnowledgeBase, pseudo: Language
) -> None:
    cases = [case for case in load_cases().values() if not case.expect.refused][::5]
    assert len(cases) > 10
    assert in_pseudo.version == knowledge.version
    for case in cases:
        plain = plan_to_json(make_plan(knowledge, case.answers, case.today, "compiled"))
        with speaking(pseudo):
            said = plan_to_json(make_plan(in_pseudo, case.answers, case.today, "compiled"))
        assert decisions(said) == decisions(plain), case.id
        assert said != plain


def test_the_languages_are_english_and_those_with_a_folder(welsh: Callable[..., Path]) -> None:
    root = welsh()
    found = languages(root)
    assert [(one.code, one.name, one.direction) for one in found] == [
        ("en", "English", "ltr"),
        ("cy", "Cymraeg", "ltr"),
    ]
    assert language(root, "cy") is found[1]
    assert language(root, "en") is ENGLISH
    with pytest.raises(InputError, match=r"no language 'cyy' here\. Accepted: en, cy\. Did you mean 'cy'\?"):
        language(root, "cyy")


def test_a_translated_piece_stands_in_place_of_the_english_and_the_rest_stays(
    welsh: Callable[..., Path],
) -> None:
    root = welsh()
    plain, said = load(root), load(root, language(root, "cy"))
    assert said.strategies["rest_first"].title == "Gorffwys yn gyntaf"
    assert said.strategies["rest_first"].summary == plain.strategies["rest_first"].summary == "Sleep on it."
    assert (said.version, said.strategies.keys()) == (plain.version, plain.strategies.keys())
    assert load(root) == plain


def test_a_piece_of_an_english_that_has_changed_is_shown_in_english(welsh: Callable[..., Path]) -> None:
    file = f"knowledge/{STRATEGY}"
    text = (ROOT / "tests/tiny_knowledge" / file).read_text(encoding="utf-8")
    root = welsh(english={file: text.replace("Rest first", "Rest a while")})
    assert load(root, language(root, "cy")).strategies["rest_first"].title == "Rest a while"
    lines = [str(one) for one in translations(root).to_mend]
    assert lines == [
        f"knowledge/languages/cy/{STRATEGY}:1:1: title: the English has changed since. "
        "Accepted: what `python3 run.py language update cy` makes of it."
    ]


@pytest.mark.parametrize(
    ("english", "text", "says"),
    [
        ("By {due}, it is done.", "Erbyn {due}.", ""),
        ("By {due}, it is done.", "Erbyn {deu}.", "the English has no {deu}"),
        ("By {due}, it is done.", "Gwneud.", "{due} is missing, or has words that the English has not"),
        ("Write {main_goal|it}.", "Nodi {main_goal|hyn}.", ""),
        ("Write {main_goal|it}.", "Nodi.", ""),
        (
            "Write {main_goal|it}.",
            "Nodi {main_goal}.",
            "{main_goal} needs words that stand without it: {main_goal|words}",
        ),
    ],
)
def test_a_translation_has_the_placeholders_of_the_english(english: str, text: str, says: str) -> None:
    assert misfit(english, text) == says


def test_a_translation_that_does_not_fit_is_told_and_english_is_shown(welsh: Callable[..., Path]) -> None:
    root = welsh({STRATEGY: "goal.2:\n" + piece("By {due}, it is done.", "Gwneud erbyn {deu}.")})
    assert load(root, language(root, "cy")).strategies["rest_first"].goal[1] == "By {due}, it is done."
    assert [str(one) for one in translations(root).to_mend] == [
        f"knowledge/languages/cy/{STRATEGY}:1:1: goal.2: the English has no {{deu}}."
    ]


def test_what_is_missing_is_told_and_a_mistake_only_in_a_language_that_says_it_is_complete(
    welsh: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = welsh()
    state = translations(root)
    assert state.to_mend == ()
    assert any(line.startswith(f"knowledge/languages/cy/{STRATEGY}:1:1: ") for line in state.notes)
    assert any(line.startswith("knowledge/languages/cy/messages.po:1:1: ") for line in state.notes)
    welsh({"language.yml": "name: Cymraeg\ncomplete: true\n"})
    complete = translations(root)
    assert complete.notes == ()
    assert [str(one) for one in complete.to_mend] == list(state.notes)
    assert main(["check", "--root", str(root)]) == 1
    assert f"knowledge/languages/cy/{STRATEGY}:1:1: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"language.yml": "nmae: Cymraeg\n"}, "language.yml:1:1: nmae: 'nmae' is not a field here"),
        (
            {"language.yml": "name: Tlhingan\nlocale: tlh\n"},
            "language.yml:1:1: locale: nothing is known of the days",
        ),
        ({STRATEGY: "title:\n  off: abcdefgh\n"}, f"{STRATEGY}:2:3: title.off: 'off' is not a field here"),
        ({STRATEGY: "title: {of: 3fa9c2d1}\n"}, f"{STRATEGY}:1:9: title.of: String should match pattern"),
        ({STRATEGY: "title: {\n"}, f"{STRATEGY}:2:1: this is not valid YAML"),
        ({"messages.po": 'msgid "a\n'}, "messages.po:1: this is no valid catalogue"),
        ({"strategies/rest_fist.yml": "{}\n"}, "strategies/rest_fist.yml: there is no such file in English"),
        (
            {"strategies/rest_first.yml": "titel:\n" + piece("Rest first", "x")},
            f"{STRATEGY}:1:1: titel: nothing in",
        ),
        (
            {"messages.po": 'msgid "Gone"\nmsgstr "Wedi mynd"\n'},
            "messages.po:1:1: the program no longer says 'Gone'",
        ),
        (
            {"messages.po": 'msgid "Accepted: %(accepted)s."\nmsgstr "Derbynnir: %(beth)s."\n'},
            "messages.po:1:1: the English has no %(beth)s",
        ),
        (
            {"messages.po": 'msgid "Accepted: %(accepted)s."\nmsgstr "Derbynnir."\n'},
            "messages.po:1:1: %(accepted)s is missing",
        ),
        (
            {"messages.po": '#, fuzzy\nmsgid "Accepted: %(accepted)s."\nmsgstr "Iawn: %(accepted)s."\n'},
            "messages.po:2:1: this is marked fuzzy",
        ),
    ],
)
def test_a_mistake_in_a_language_is_shown_with_its_place(
    files: dict[str, str], line: str, welsh: Callable[..., Path]
) -> None:
    found = [str(one) for one in translations(welsh(files)).to_mend]
    assert [one for one in found if one.startswith(f"knowledge/languages/cy/{line}")], found


def test_a_language_that_can_not_be_read_is_not_loaded(welsh: Callable[..., Path]) -> None:
    root = welsh({STRATEGY: "title:\n  off: abcdefgh\n"})
    with pytest.raises(InputError, match="'off' is not a field here"):
        load(root, language(root, "cy"))
    assert load(root).strategies["rest_first"].title == "Rest first"


def test_a_sentence_that_has_changed_is_marked_and_stays_english_until_somebody_looked(
    welsh: Callable[..., Path],
) -> None:
    old = 'msgid "Accepted is: %(accepted)s."\nmsgstr "Derbynnir: %(accepted)s."\n'
    root = welsh({"messages.po": old})
    folder = root / "knowledge/languages/cy"
    assert "messages.po" in update_language(root, folder)
    text = (folder / "messages.po").read_text(encoding="utf-8")
    marked = '#, fuzzy, python-format\nmsgid "Accepted: %(accepted)s."\nmsgstr "Derbynnir: %(accepted)s."'
    assert marked in text
    assert [str(one).split(": ", 1)[1] for one in translations(root).to_mend] == [
        "this is marked fuzzy: the English has changed since. Accepted: a look at it."
    ]
    with speaking(read_language(folder)):
        assert gettext("Accepted: %(accepted)s.", accepted="few") == "Accepted: few."
    (folder / "messages.po").write_text(text.replace("#, fuzzy, ", "#, "), encoding="utf-8")
    assert translations(root).to_mend == ()
    with speaking(read_language(folder)):
        assert gettext("Accepted: %(accepted)s.", accepted="few") == "Derbynnir: few."


def test_a_page_for_paper_says_its_language_and_which_way_it_runs(knowledge: KnowledgeBase) -> None:
    case = next(iter(load_cases().values()))
    plan = make_plan(knowledge, case.answers, case.today, "compiled")
    page = CHECKLISTS["print"].render
    assert '<html lang="en">' in page(knowledge, plan, {})
    with speaking(Language("ar", "العربية", "rtl", locale_code="ar")):
        assert '<html lang="ar" dir="rtl">' in page(knowledge, plan, {})


def test_a_folder_without_its_own_file_is_told(welsh: Callable[..., Path]) -> None:
    root = welsh()
    (root / "knowledge/languages/fr").mkdir()
    assert [str(one).split(",")[0] for one in translations(root).to_mend] == [
        "knowledge/languages/fr: this folder has no language.yml"
    ]


def test_a_language_begins_with_every_text_to_translate_and_nothing_else_wrong(
    small_knowledge: Builder,
) -> None:
    root = small_knowledge()
    folder = new_language(root, "ar")
    begun = read_language(folder)
    assert (begun.name, begun.direction) == ("العربية", "rtl")
    assert translations(root).to_mend == ()
    assert update_language(root, folder) == ()
    assert load(root, begun).strategies == load(root).strategies
    with pytest.raises(InputError, match="is there already"):
        new_language(root, "ar")
    with pytest.raises(InputError, match="Did you mean"):
        new_language(root, "dee")


@pytest.mark.parametrize(
    ("code", "accepted"),
    [("en", "is there already"), ("EN", "Accepted: en"), ("pt_BR", "Accepted: pt-BR")],
)
def test_no_language_is_begun_twice_under_two_names(
    small_knowledge: Builder, code: str, accepted: str
) -> None:
    root = small_knowledge()
    with pytest.raises(InputError, match=accepted):
        new_language(root, code)
    assert not (root / "knowledge/languages" / code).exists()


def test_a_translated_file_that_is_no_text_is_told_and_nothing_is_updated(small_knowledge: Builder) -> None:
    root = small_knowledge()
    folder = new_language(root, "zh-TW")
    broken = next(folder.rglob("strategies/*.yml"))
    broken.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=f"zh-TW/strategies/{broken.name}: this file can't be read"):
        update_language(root, folder)


def test_update_keeps_what_is_fresh_sets_aside_what_is_not_and_drops_what_is_gone(
    welsh: Callable[..., Path],
) -> None:
    file = f"knowledge/{STRATEGY}"
    text = (ROOT / "tests/tiny_knowledge" / file).read_text(encoding="utf-8")
    goal = "By {due}, it is done."
    given = (
        *(
            "title:\n",
            piece("Rest first", "Gorffwys yn gyntaf"),
            "why:\n",
            piece("It helps.", "Mae'n helpu."),
        ),
        *("goal.1:\n", piece(goal, "Wedi'i wneud erbyn {due}."), "gone:\n", piece("Gone", "Wedi mynd")),
    )
    root = welsh({STRATEGY: "".join(given)}, {file: text.replace("It helps.", "It helps a lot.")})
    folder = root / "knowledge/languages/cy"
    assert STRATEGY in update_language(root, folder)
    pieces = load(root, read_language(folder)).strategies["rest_first"]
    assert pieces.title == "Gorffwys yn gyntaf"
    assert pieces.goal[1] == "Wedi'i wneud erbyn {due}.", (
        "a text that has another number now is known by its mark"
    )
    assert pieces.why == "It helps a lot."
    updated = (folder / STRATEGY).read_text(encoding="utf-8")
    assert (
        f'# It helps a lot.\nwhy:\n  of: {mark_of("It helps a lot.")}\n  text: ""\n  was: "Mae\'n helpu."'
        in updated
    )
    assert "Wedi mynd" not in updated
    assert [str(one).split(": ", 2)[1:] for one in translations(root).to_mend] == [
        ["why", "the English has changed since. Accepted: a new `text`."]
    ]
    done = updated.replace('text: ""\n  was:', 'text: "Llawer o help."\n  was:')
    (folder / STRATEGY).write_text(done, encoding="utf-8")
    assert update_language(root, folder) == (STRATEGY,)
    assert "was:" not in (folder / STRATEGY).read_text(encoding="utf-8")
    assert load(root, read_language(folder)).strategies["rest_first"].why == "Llawer o help."


def test_the_pseudo_language_is_complete_and_stays_so_when_it_is_made_anew(small_knowledge: Builder) -> None:
    root = small_knowledge()
    folder = write_pseudo(root)
    assert translations(root).to_mend == ()
    assert translations(root).notes == ()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert write_pseudo(root) == folder
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("english", "kept"),
    [
        ("Due on %(day)s, {due} and {main_goal|the first goal}.", ["%(day)s", "{due}", "{main_goal|", "}"]),
        ('Read <a href="%(address)s">the guide</a> &amp; go.', ['<a href="%(address)s">', "</a>", "&amp;"]),
        ("See https://example.org/a_page for more.", ["https://example.org/a_page"]),
        ("100 %% of it", ["%%"]),
    ],
)
def test_the_pseudo_language_keeps_what_a_program_reads(english: str, kept: list[str]) -> None:
    said = said_in_pseudo(english)
    rest = said
    for part in kept:
        assert part in said
        rest = rest.replace(part, "", 1)
    assert not any(sign.isascii() and sign.isalpha() for sign in rest)


def test_the_pseudo_language_is_about_a_third_longer_and_can_break_between_words() -> None:
    english = "The plan says what must change, and a coach can look at it with you before the next meeting."
    said = said_in_pseudo(english)
    assert 1.2 < len(said) / len(english) < 1.5
    assert len(said.split()) == len(english.split())
    assert said_in_pseudo("  ") == "  "


def test_the_template_of_the_catalogues_holds_the_sentences_of_now() -> None:
    """`python3 run.py language extract` brings it up to date."""
    assert (ROOT / TEMPLATE).read_text(encoding="utf-8") == template_text(ROOT)


def test_no_sentence_of_the_template_is_python_or_glued() -> None:
    """An f-string or a bare `{}` in `_()` would never be found at run time."""
    text = template_text(ROOT)
    assert "{}" not in text.replace("{question", "")
    assert text.count("msgid ") > 100


def test_no_translation_is_in_the_project_yet_and_the_pseudo_language_is_kept_out() -> None:
    assert "knowledge/languages/en-XA/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
