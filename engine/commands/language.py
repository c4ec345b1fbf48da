"""`language`: gathers what is to be translated, begins a language, brings it up to date, writes the pseudo
one.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.output import to_standard_output
from engine.knowledge_base import ROOT
from engine.language import gettext as _
from engine.language import ngettext, number

DONE = 0


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = commands.add_parser("language", help="languages: extract, new, update and pseudo")
    ways = command.add_subparsers(dest="way", required=True, metavar="extract|new|update|pseudo")
    extract = ways.add_parser("extract", help="write anew messages.pot, the template of every catalogue")
    extract.set_defaults(run=_extract)
    new = ways.add_parser("new", help="begin a language: its folder, with every text to translate")
    new.add_argument("code", metavar="CODE", help="de, cy, pt-BR ...")
    new.set_defaults(run=_new)
    update = ways.add_parser("update", help="bring a language up to the English of now")
    update.add_argument("code", metavar="CODE")
    update.set_defaults(run=_update)
    pseudo = ways.add_parser("pseudo", help="write the pseudo-language en-XA, to see what is not translated")
    says = "make it below this folder (default: knowledge/languages)"
    pseudo.add_argument("folder", type=Path, nargs="?", metavar="DIR", help=says)
    pseudo.set_defaults(run=_pseudo)
    for way in (extract, new, update, pseudo):
        way.add_argument(
            "--root", type=Path, default=ROOT, help="of the knowledge/ and rules/ below this folder"
        )


def _extract(arguments: argparse.Namespace) -> int:
    from engine.translations.template import TEMPLATE, template_text
    from engine.translations.writing import write

    write(arguments.root / TEMPLATE, template_text(ROOT))
    return _say(_("%(file)s holds every sentence of the program.", file=TEMPLATE))


def _new(arguments: argparse.Namespace) -> int:
    from engine.translations.writing import new_language

    folder = new_language(arguments.root.resolve(), arguments.code)
    return _say(_("%(folder)s is begun. docs/translating.md says how to go on.", folder=folder))


def _update(arguments: argparse.Namespace) -> int:
    from engine.translations.folders import language
    from engine.translations.writing import update_language

    root = arguments.root.resolve()
    folder = language(root, arguments.code).folder
    changed = update_language(root, folder) if folder is not None else ()
    says = ngettext(
        "%(n)s file was brought up to date.",
        "%(n)s files were brought up to date.",
        len(changed),
        n=number(len(changed)),
    )
    return _say("\n".join([*changed, says]))


def _pseudo(arguments: argparse.Namespace) -> int:
    from engine.translations.writing import write_pseudo

    folder = write_pseudo(arguments.root.resolve(), arguments.folder)
    return _say(_("%(folder)s is written. It is for looking only; don't keep it.", folder=folder))


def _say(text: str) -> int:
    to_standard_output(f"{text}\n")
    return DONE
