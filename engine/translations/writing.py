"""Writing a language's folder: begun empty, brought up to date, or filled by the pseudo-language."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from babel import Locale
from babel.core import get_locale_identifier, parse_locale
from babel.messages.catalog import Catalog, Message

from engine.errors import InputError, Mistake
from engine.knowledge_base import ROOT
from engine.language import ENGLISH
from engine.language import gettext as _
from engine.schema import Piece
from engine.translations import pseudo
from engine.translations.english import EnglishFile, english_files
from engine.translations.folders import (
    FOLDER,
    SENTENCES,
    SETTINGS,
    Pieces,
    locale_of,
    mirrored,
    read_sentences,
    read_settings,
    shown_below,
)
from engine.translations.pieces import mark_of
from engine.translations.template import as_text, gathered

SCHEMAS = "docs/schema"


def new_language(root: Path, code: str) -> Path:
    """Begins a language: its folder with every text to translate; InputError where it is there or code is no
    language.
    """
    locale = locale_of(code, "CODE", "")
    written = get_locale_identifier(parse_locale(code, sep="-" if "-" in code else "_"), sep="-")
    if code != written:  # pt_BR beside pt-BR would be the same language twice
        what = _("'%(code)s' is written in another way", code=code)
        raise InputError([Mistake("", what, "CODE", written)])
    folder = root / FOLDER / code
    if code == ENGLISH.code or folder.exists():
        what = _("this language is there already; `language update %(code)s` brings it up to date", code=code)
        raise InputError([Mistake(f"{FOLDER}/{code}", what, "CODE")])
    settings = {"name": locale.display_name or code, "direction": locale.text_direction}
    _write_settings(root, folder, settings)
    write(folder / SENTENCES, as_text(_catalogue(locale, lambda _: "")))
    for english in english_files(root):
        _write_pieces(root, folder, english, {place: _empty(text) for place, text in english.texts.items()})
    return folder


def write_pseudo(root: Path, parent: Path | None = None) -> Path:
    """The pseudo-language's folder, made anew below `parent` (the languages of `root` by default)."""
    folder = (parent or root / FOLDER) / pseudo.CODE
    if (folder / SETTINGS).exists():
        shutil.rmtree(folder)
    settings = {"name": pseudo.NAME, "direction": "ltr", "locale": "en", "complete": True, "pseudo": True}
    _write_settings(root, folder, settings)
    write(folder / SENTENCES, as_text(_catalogue(Locale("en"), pseudo.in_pseudo)))
    for english in english_files(root):
        pieces = {
            place: Piece(of=mark_of(text), text=pseudo.in_pseudo(text.strip()))
            for place, text in english.texts.items()
        }
        _write_pieces(root, folder, english, pieces)
    return folder


def update_language(root: Path, folder: Path) -> tuple[str, ...]:
    """Brings a language's files up to the English of now; gives those that changed, as paths below its
    folder.

    A text whose English is another now is emptied, and what it was stands beside it. A text that moved goes
    along; what has no English any more goes. InputError where a file can't be read.
    """
    settings = read_settings(folder)
    locale = locale_of(settings.locale or folder.name, "locale", SETTINGS)
    before = _contents(folder)
    catalogue = read_sentences(folder)
    catalogue.locale = locale
    catalogue.update(gathered(ROOT), update_header_comment=False)
    texts = {SENTENCES: as_text(catalogue)}
    pieces = Pieces(folder, root / ".cache")
    for english in english_files(root):
        below = mirrored(english.shown)
        texts[below] = _pieces_text(root, folder, english, _brought_up(english, pieces.of(below)))
    gone = set(before) - set(texts) - {SETTINGS}
    for below, text in texts.items():
        if before.get(below) != text:
            write(folder / below, text)
    for below in gone:
        (folder / below).unlink()
    return tuple(sorted(gone | {below for below, text in texts.items() if before.get(below) != text}))


def _contents(folder: Path) -> dict[str, str]:
    found = {}
    for path in [*folder.rglob("*.yml"), *folder.glob("*.po")]:
        name = path.relative_to(folder).as_posix()
        try:
            found[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            what = _("this file can't be read: %(why)s", why=error)
            raise InputError([Mistake(shown_below(folder, name), what)]) from None
    return found


def _brought_up(english: EnglishFile, old: Mapping[str, Piece]) -> dict[str, Piece]:
    """The pieces as they are to stand now."""
    by_mark = {piece.of: piece for piece in old.values() if piece.text}
    marks = {mark_of(text) for text in english.texts.values()}
    found = {}
    for place, text in english.texts.items():
        mark, before = mark_of(text), old.get(place)
        same = before if before is not None and before.of == mark else by_mark.get(mark)
        if same is not None:
            found[place] = Piece(of=mark, text=same.text) if same.text else same
        elif before is not None and before.of not in marks:  # else it went along with its text
            found[place] = Piece(of=mark, was=before.text or before.was)
        else:
            found[place] = _empty(text)
    return found


def _empty(text: str) -> Piece:
    return Piece(of=mark_of(text))


def _catalogue(locale: Locale, say: Callable[[str], str]) -> Catalog:
    """Every sentence of the program, with what `say` makes of it as its translation."""
    catalogue = Catalog(
        locale=locale, charset="utf-8", fuzzy=False, header_comment=f"# {locale.english_name}"
    )
    for message in gathered(ROOT):
        if message.id:
            locations = [(name, 0) for name, _line in message.locations]
            catalogue.add(
                message.id,
                _translated(message, catalogue.num_plurals, say),
                locations=locations,
                flags=message.flags,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    return catalogue


def _translated(message: Message, forms: int, say: Callable[[str], str]) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return say(message.id)
    one, many = message.id
    return (say(one), *(say(many) for _form in range(forms - 1)))


def _write_settings(root: Path, folder: Path, settings: Mapping[str, object]) -> None:
    lines = [_editor_line(root, folder / SETTINGS, "language")]
    lines += [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in settings.items()]
    write(folder / SETTINGS, "\n".join(lines) + "\n")


def _write_pieces(root: Path, folder: Path, english: EnglishFile, pieces: Mapping[str, Piece]) -> None:
    write(folder / mirrored(english.shown), _pieces_text(root, folder, english, pieces))


def _pieces_text(root: Path, folder: Path, english: EnglishFile, pieces: Mapping[str, Piece]) -> str:
    """A file of pieces, each under its English."""
    lines = [_editor_line(root, folder / mirrored(english.shown), "translation")]
    for place, piece in pieces.items():
        lines.append("")
        lines += [f"# {line}".rstrip() for line in english.texts[place].strip().splitlines()]
        lines += [f"{place}:", f"  of: {piece.of}", *_text_lines("text", piece.text)]
        if piece.was:
            lines += _text_lines("was", piece.was)
    return "\n".join(lines) + "\n"


def _text_lines(name: str, text: str) -> list[str]:
    """A text as YAML: in quotation marks, or as a block where it has several lines."""
    lines = text.split("\n")
    plain = all(line == line.rstrip() and line.isprintable() for line in lines)
    if len(lines) > 1 and plain and lines[0][:1].strip() and lines[-1]:
        return [f"  {name}: |-", *(f"    {line}".rstrip() for line in lines)]
    return [f"  {name}: {json.dumps(text, ensure_ascii=False)}"]


def _editor_line(root: Path, path: Path, kind: str) -> str:
    """The line that lets an editor complete and check a file."""
    way = os.path.relpath(root / SCHEMAS / f"{kind}.json", path.parent).replace(os.sep, "/")
    return f"# yaml-language-server: $schema={way}"


def write(path: Path, text: str) -> None:
    """Writes a text file and the folders it lies in; InputError where that can't be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        what = _("this file can't be written: %(why)s", why=error.strerror)
        raise InputError([Mistake(str(path), what)]) from None
