"""The drawing as one SVG file that needs nothing else: for day and night, and the same every time.

Lines differ by their stroke and by what they end in, and each rule says in words what it does: colour is
never all. The whole is told in words in `desc`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape

from engine.graph.boxes import HEADING, PORT, WIDTHS, Lettered, lettered
from engine.graph.layers import Layout, Source, lay_out, source_of
from engine.graph.lettering import wrapped
from engine.graph.look import BARE_END, LOOK, MARKERS, STYLE
from engine.graph.routes import COLUMNS, EDGES, Edge, Routes
from engine.language import current
from engine.language import gettext as _

GAP = 96.0
"""Between two columns."""
MARGIN = 28.0
HEAD = 96.0
"""Height of the drawing's title and the columns' names."""
LEGEND_ROW = 26.0


def drawing(routes: Routes) -> str:
    """The SVG text of the routes to one strategy."""
    boxes, layout = _laid_out(routes)
    routes = _rows_in_order(routes, layout)
    boxes, layout = _laid_out(routes)
    used = sorted({box.column for box in routes.boxes})
    lefts = _lefts(used)
    wide = lefts[used[-1]] + WIDTHS[used[-1]] + MARGIN
    kinds = [kind for kind in EDGES if any(edge.kind == kind for edge in routes.edges)]
    floor = HEAD + layout.height + 40
    high = floor + len(kinds) * LEGEND_ROW + MARGIN
    title = _("How answers lead to “%(strategy)s”", strategy=routes.title)
    parts = [
        *_opening(wide, high, title, routes),
        *_heads(title, used, lefts),
        *_lines(routes, boxes, layout, lefts),
        *(
            line
            for box in boxes.values()
            for line in _box(box, lefts[box.box.column], HEAD + layout.tops[box.box.id])
        ),
        *_legend(kinds, floor),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _laid_out(routes: Routes) -> tuple[Mapping[str, Lettered], Layout]:
    arrivals = Counter(edge.target for edge in routes.edges)
    boxes = {box.id: lettered(box, arrivals[box.id]) for box in routes.boxes}
    return boxes, lay_out(routes, {name: one.height for name, one in boxes.items()})


def _rows_in_order(routes: Routes, layout: Layout) -> Routes:
    """The same with the rows of each box in the order in which their lines go on."""
    column_of = {box.id: box.column for box in routes.boxes}
    heights: dict[tuple[str, int | None], list[float]] = {}
    for edge in routes.edges:
        following = column_of[edge.source] + 1
        near = column_of[edge.target] == following
        height = layout.tops[edge.target] if near else layout.lanes[source_of(edge), following]
        heights.setdefault((edge.source, edge.row), []).append(height)
    orders: dict[str, list[int]] = {}
    for box in routes.boxes:
        means = [sum(found) / len(found) for row in range(len(box.rows)) for found in [heights[box.id, row]]]
        orders[box.id] = sorted(range(len(box.rows)), key=means.__getitem__)
    boxes = tuple(replace(box, rows=tuple(box.rows[row] for row in orders[box.id])) for box in routes.boxes)
    edges = tuple(
        edge if edge.row is None else replace(edge, row=orders[edge.source].index(edge.row))
        for edge in routes.edges
    )
    return replace(routes, boxes=boxes, edges=edges)


def _lefts(used: list[int]) -> Mapping[int, float]:
    """The left edge of each column. One that nothing stands in still has room for the lines that pass."""
    found, x = {}, MARGIN
    for column in range(used[0], used[-1] + 1):
        found[column] = x
        x += WIDTHS[column] + GAP if column in used else GAP
    return found


def _opening(wide: float, high: float, title: str, routes: Routes) -> Iterator[str]:
    language = current()
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" '
        f'height="{high:g}" role="img" aria-labelledby="title desc" lang="{language.code}">'
    )
    yield f'<title id="title">{escape(title)}</title>'
    told = " ".join(routes.told) or _("No rule speaks of it.")
    yield f'<desc id="desc">{escape(told)}</desc>'
    yield f"<style>{STYLE}</style>"
    yield f"<defs>{MARKERS}</defs>"
    yield f'<rect class="ground" width="{wide:g}" height="{high:g}"/>'


def _heads(title: str, used: list[int], lefts: Mapping[int, float]) -> Iterator[str]:
    for number, line in enumerate(wrapped(title, lefts[used[-1]] + WIDTHS[used[-1]] - MARGIN, 22, bold=True)):
        yield f'<text class="name-of-all" x="{MARGIN:g}" y="{44 + number * 28}">{escape(line)}</text>'
    for column in used:
        for number, line in enumerate(wrapped(_(COLUMNS[column]), WIDTHS[column], HEADING.size, bold=True)):
            yield f'<text class="column" x="{lefts[column]:g}" y="{76 + number * 14}">{escape(line)}</text>'


def _lines(
    routes: Routes, boxes: Mapping[str, Lettered], layout: Layout, lefts: Mapping[int, float]
) -> Iterator[str]:
    """Every line once: what several share is drawn once, and then each way of its own."""
    ends = _ends(routes, boxes, layout)
    drawn: set[tuple[Source, int]] = set()
    for edge in routes.edges:
        start, target = boxes[edge.source], boxes[edge.target]
        first, last = start.box.column, target.box.column
        x = lefts[first] + start.width
        y = HEAD + layout.tops[edge.source] + start.leaves_at(edge.row)
        shared: list[str] = []
        for column in range(first + 1, last):
            lane = HEAD + layout.lanes[source_of(edge), column]
            if (source_of(edge), column) not in drawn:
                drawn.add((source_of(edge), column))
                through = lefts[column] + (WIDTHS[column] if column in _used(routes) else 0)
                shared.append(f"{_curve(x, y, lefts[column], lane)} H{through:g}")
            x = lefts[column] + (WIDTHS[column] if column in _used(routes) else 0)
            y = lane
        yield from (_path(edge.kind, path, "") for path in shared)
        tip = lefts[last] - BARE_END
        yield _path(edge.kind, _curve(x, y, tip, ends[edge]), f' marker-end="url(#end-{edge.kind})"')


def _used(routes: Routes) -> set[int]:
    return {box.column for box in routes.boxes}


def _path(kind: str, path: str, end: str) -> str:
    drawn = f'<path class="line {kind}" d="{path}"{end}/>'
    if LOOK[kind].hollow:  # a double line: a narrow one in the colour of the ground upon a wide one
        drawn += f'<path class="hollow" d="{path}"/>'
    return drawn


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = round((x + to_x) / 2, 1)
    return f"M{x:g} {y:g} C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}"


def _ends(routes: Routes, boxes: Mapping[str, Lettered], layout: Layout) -> Mapping[Edge, float]:
    """Where each line meets its box: those that come from above meet it further up."""

    def comes_from(edge: Edge) -> tuple[float, str]:
        last = boxes[edge.target].box.column - 1
        if boxes[edge.source].box.column == last:
            return layout.tops[edge.source] + boxes[edge.source].leaves_at(edge.row), edge.kind
        return layout.lanes[source_of(edge), last], edge.kind

    found: dict[Edge, float] = {}
    for name, box in boxes.items():
        coming = sorted((edge for edge in routes.edges if edge.target == name), key=comes_from)
        apart = min(PORT, (box.height - 16) / max(len(coming), 1))
        first = HEAD + layout.tops[name] + box.height / 2 - apart * (len(coming) - 1) / 2
        for number, edge in enumerate(coming):
            found[edge] = round(first + number * apart, 1)
    return found


def _box(one: Lettered, x: float, y: float) -> Iterator[str]:
    corner = {"finding": 18, "strategy": 10, "question": 4, "fact": 4}.get(one.box.kind, 2)
    yield f'<g class="box {one.box.kind}" transform="translate({x:g} {y:g})">'
    yield f'<rect width="{one.width:g}" height="{one.height:g}" rx="{corner}"/>'
    for top, bottom in one.rows:
        yield f'<path class="rule" d="M0 {top:g} H{one.width:g}"/>'
        middle = (top + bottom) / 2
        yield f'<circle class="row-mark" cx="17" cy="{middle:g}" r="3.5"/>'
    for line in one.lines:
        yield f'<text class="{line.style.name}" x="{line.x:g}" y="{line.y:g}">{escape(line.text)}</text>'
    yield "</g>"


def _legend(kinds: list[str], top: float) -> Iterator[str]:
    for number, kind in enumerate(kinds):
        y = top + number * LEGEND_ROW
        end = MARGIN + 64 - BARE_END
        yield _path(kind, f"M{MARGIN:g} {y:g} H{end:g}", f' marker-end="url(#end-{kind})"')
        yield f'<text class="note" x="{MARGIN + 80:g}" y="{y + 4:g}">{escape(_(EDGES[kind]))}</text>'
