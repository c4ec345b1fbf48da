"""How the drawing looks: its colours by day and by night, and what each kind of line is drawn like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.graph.routes import GIVES_WAY, LEADS, PINS, RECOMMENDS, RULES_OUT, SUPPRESSES, UNLESS

FONT = 'system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif'
FIXED = 'ui-monospace, Menlo, Consolas, "Liberation Mono", monospace'
BARE_END = 11.0
"""How far before its box a line ends, for its mark to have room."""


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of line: its width and dashes, the mark at its end (an SVG path), and whether it is double."""

    width: float
    dashes: str
    end: str
    filled: bool
    hollow: bool = False


LOOK: Mapping[str, Look] = {
    LEADS: Look(1.6, "", "M0 -4.5 L9 0 L0 4.5", filled=False),
    UNLESS: Look(1.6, "2 4", "M1 0 a4.5 4.5 0 1 0 9 0 a4.5 4.5 0 1 0 -9 0", filled=False),
    RECOMMENDS: Look(2.6, "", "M0 -6 L11 0 L0 6 Z", filled=True),
    PINS: Look(5.5, "", "M-1 0 L5 -6 L11 0 L5 6 Z", filled=True, hollow=True),
    RULES_OUT: Look(2.6, "9 5", "M5 -9 L5 9", filled=False),
    SUPPRESSES: Look(3.4, "3 4", "M0 -7 L10 7 M10 -7 L0 7", filled=False),
    GIVES_WAY: Look(1.8, "12 4 2 4", "M5 -7 L5 7 M9 -7 L9 7", filled=False),
}

_DAY = {
    "ground": "#e7eee6", "paper": "#fafcf7", "ink": "#17302b", "soft": "#45605a", "edge": "#5e7a72",
    "for": "#1b5a4b", "against": "#99401a", "safety": "#86316a", "goal": "#fff8dc",
}  # fmt: skip
_NIGHT = {
    "ground": "#10201c", "paper": "#1a302a", "ink": "#e9f1ea", "soft": "#b4c7bd", "edge": "#7f9c92",
    "for": "#8fd3bd", "against": "#f0a987", "safety": "#e6a6d2", "goal": "#33301a",
}  # fmt: skip
_COLOUR = {
    LEADS: "soft", UNLESS: "against", RECOMMENDS: "for", PINS: "safety",
    RULES_OUT: "against", SUPPRESSES: "safety", GIVES_WAY: "against",
}  # fmt: skip


def _colours(of: Mapping[str, str]) -> str:
    rules = [
        f".ground{{fill:{of['ground']}}}",
        f".box rect{{fill:{of['paper']};stroke:{of['edge']}}}",
        f".strategy rect{{fill:{of['goal']};stroke:{of['ink']}}}",
        f".safety rect{{stroke:{of['safety']}}}",
        f"text{{fill:{of['ink']}}}",
        f".note,.name,.heading,.column{{fill:{of['soft']}}}",
        f".rule{{stroke:{of['edge']}}}",
        f".row-mark{{fill:{of['ink']}}}",
        f".hollow{{stroke:{of['ground']}}}",
    ]
    for kind, colour in _COLOUR.items():
        rules.append(f".{kind}{{stroke:{of[colour]}}}")
        filled = of[colour] if LOOK[kind].filled else of["ground"] if kind == UNLESS else "none"
        rules.append(f".end-{kind}{{stroke:{of[colour]};fill:{filled}}}")
    return "".join(rules)


def _strokes() -> str:
    rules = []
    for kind, look in LOOK.items():
        dashes = f";stroke-dasharray:{look.dashes}" if look.dashes else ""
        rules.append(f".{kind}{{stroke-width:{look.width:g}{dashes}}}")
    return "".join(rules)


STYLE = (
    f"text{{font-family:{FONT}}}"
    ".name-of-all{font-size:22px;font-weight:700}"
    ".column{font-size:11.5px;font-weight:700}"
    ".heading{font-size:11.5px;font-weight:700}.text{font-size:14px}.title{font-size:17px;font-weight:700}"
    ".row{font-size:13px;font-weight:700}.note{font-size:12px}"
    f".name{{font-size:11px;font-family:{FIXED}}}"
    ".box rect{stroke-width:1.4}.strategy rect{stroke-width:3}.safety rect{stroke-width:3}"
    ".fact rect,.rival rect{stroke-dasharray:5 3}"
    ".line,.hollow{fill:none}.hollow{stroke-width:2.2}.rule{stroke-width:.8}"
    ".end{stroke-width:2;stroke-linecap:round;stroke-linejoin:round}"
    + _strokes()
    + _colours(_DAY)
    + f"@media (prefers-color-scheme:dark){{{_colours(_NIGHT)}}}"
)
MARKERS = "".join(
    f'<marker id="end-{kind}" viewBox="-2 -10 14 20" refX="0" refY="0" markerWidth="14" markerHeight="20" '
    f'markerUnits="userSpaceOnUse" orient="auto"><path class="end end-{kind}" d="{look.end}"/></marker>'
    for kind, look in LOOK.items()
)
