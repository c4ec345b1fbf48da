"""Where everything of a drawing stands: in columns, with few crossings, and no two boxes on one spot.

A layered layout (K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical system
structures", 1981): a line that passes a column gets a lane of its own in it, the order comes from sweeps by
the mean place of the neighbours, and heights from isotonic regression, which puts each thing as near to its
neighbours as the order allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.graph.routes import Edge, Routes

SWEEPS = 16
BETWEEN_BOXES = 22.0
LANE = 12.0
"""Height of the lane that a line has in a column it passes."""

Source = tuple[str, int | None, str]
"""The box, its row and the kind of line: lines that agree in these share a lane."""
Node = str | tuple[Source, int]
"""A box by its id, or a lane: whose, and in which column."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The upper edges of the boxes, the height of each lane, and the height of all."""

    tops: Mapping[str, float]
    lanes: Mapping[tuple[Source, int], float]
    height: float


def source_of(edge: Edge) -> Source:
    """What the lines of an edge share."""
    return edge.source, edge.row, edge.kind


def lay_out(routes: Routes, heights: Mapping[str, float]) -> Layout:
    """A place for every box and lane, given the boxes' heights."""
    columns, links = columns_of(routes)
    columns = in_order(columns, links)
    size = {node: heights[node] if isinstance(node, str) else LANE for column in columns for node in column}
    middles = _middles(columns, links, size)
    top = min(middles[node] - size[node] / 2 for node in size)
    bottom = max(middles[node] + size[node] / 2 for node in size)
    return Layout(
        {node: middles[node] - size[node] / 2 - top for node in size if isinstance(node, str)},
        {node: middles[node] - top for node in size if not isinstance(node, str)},
        bottom - top,
    )


def columns_of(routes: Routes) -> tuple[list[list[Node]], list[tuple[Node, Node]]]:
    """The boxes and lanes of each column as they were met, and every line between neighbouring columns."""
    column_of = {box.id: box.column for box in routes.boxes}
    columns: list[list[Node]] = [[] for _ in range(max(column_of.values()) + 1)]
    for box in routes.boxes:
        columns[box.column].append(box.id)
    links: dict[tuple[Node, Node], None] = {}
    for edge in routes.edges:
        before: Node = edge.source
        for column in range(column_of[edge.source] + 1, column_of[edge.target]):
            lane: Node = (source_of(edge), column)
            if lane not in columns[column]:
                columns[column].append(lane)
            links[before, lane] = None
            before = lane
        links[before, edge.target] = None
    return columns, list(links)


def in_order(columns: list[list[Node]], links: Sequence[tuple[Node, Node]]) -> list[list[Node]]:
    """The order in each column with the fewest crossings that the sweeps find."""
    left = _neighbours([(second, first) for first, second in links])
    right = _neighbours(links)
    best, fewest = columns, crossings(columns, links)
    current = columns
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 1
        current = [list(column) for column in current]
        order = range(1, len(current)) if forward else range(len(current) - 2, -1, -1)
        for index in order:
            beside = current[index - 1] if forward else current[index + 1]
            places = {node: place for place, node in enumerate(beside)}
            near = left if forward else right
            current[index] = _by_mean(current[index], near, places)
        found = crossings(current, links)
        if found < fewest:
            best, fewest = current, found
    return best


def _neighbours(links: Sequence[tuple[Node, Node]]) -> dict[Node, list[Node]]:
    found: dict[Node, list[Node]] = {}
    for first, second in links:
        found.setdefault(first, []).append(second)
    return found


def _by_mean(column: list[Node], near: Mapping[Node, list[Node]], places: Mapping[Node, int]) -> list[Node]:
    """By the mean place of the neighbours; what has none keeps its place."""

    def place(entry: tuple[int, Node]) -> float:
        index, node = entry
        found = [places[one] for one in near.get(node, ()) if one in places]
        return sum(found) / len(found) if found else index * len(places) / max(len(column), 1)

    return [node for _, node in sorted(enumerate(column), key=place)]


def crossings(columns: Sequence[Sequence[Node]], links: Sequence[tuple[Node, Node]]) -> int:
    """How often two lines cross between neighbouring columns."""
    place = {
        node: (number, index) for number, column in enumerate(columns) for index, node in enumerate(column)
    }
    between: dict[int, list[tuple[int, int]]] = {}
    for first, second in links:
        between.setdefault(place[first][0], []).append((place[first][1], place[second][1]))
    count = 0
    for pairs in between.values():
        pairs.sort()
        for index, (_, end) in enumerate(pairs):
            count += sum(other < end for _, other in pairs[index + 1 :])
    return count


def _middles(
    columns: Sequence[Sequence[Node]], links: Sequence[tuple[Node, Node]], size: Mapping[Node, float]
) -> dict[Node, float]:
    """The middle of each node: near its neighbours', in order, and clear of the next."""
    left, right = _neighbours([(second, first) for first, second in links]), _neighbours(links)
    middles: dict[Node, float] = {}
    for column in columns:
        _place(column, [0.0] * len(column), size, middles)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 1
        for column in columns if forward else reversed(columns):
            near = left if forward else right
            wanted = []
            for node in column:
                found = [middles[one] for one in near.get(node, ())] or [middles[node]]
                wanted.append(sum(found) / len(found))
            _place(column, wanted, size, middles)
    return middles


def _place(
    column: Sequence[Node], wanted: Sequence[float], size: Mapping[Node, float], middles: dict[Node, float]
) -> None:
    """As near to the wanted middles as may be (least squares), by pooling what would overlap."""
    offsets, offset = [], 0.0
    for index, node in enumerate(column):
        if index:
            offset += (size[column[index - 1]] + size[node]) / 2 + _gap(column[index - 1], node)
        offsets.append(offset)
    pools: list[tuple[float, int]] = []
    for target, shift in zip(wanted, offsets, strict=True):
        mean, count = target - shift, 1
        while pools and pools[-1][0] > mean:
            before, size_before = pools.pop()
            mean = (mean * count + before * size_before) / (count + size_before)
            count += size_before
        pools.append((mean, count))
    means = [mean for mean, count in pools for _ in range(count)]
    for node, mean, shift in zip(column, means, offsets, strict=True):
        middles[node] = round(mean + shift, 1)


def _gap(one: Node, other: Node) -> float:
    return BETWEEN_BOXES if isinstance(one, str) and isinstance(other, str) else BETWEEN_BOXES / 2
