"""The pathway map as a picture: where each box stands, and how its words are broken into lines. The template draws it as SVG."""
from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from knowledge_base.pathway import Place

WIDTH, COLUMN, GAP = 360, 172, 16
TOP, HEAD_LINE, LINE, PADDING, ARROW = 8, 19, 18, 10, 22
LETTERS, HEADING_LETTERS = 18, 17
"""Letters that fit into a line of a box (15 units high) and of a column's heading (16 units, bold)."""


@dataclass(frozen=True)
class Box:
    """A stage: its corner, size (SVG units) and lines of text."""

    id: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]
    """Baseline and words of each line."""
    here: bool
    first: bool


@dataclass(frozen=True)
class Picture:
    """Boxes and the headings of the columns, each heading as (x, y, words)."""

    width: int
    height: int
    headings: tuple[tuple[int, int, str], ...]
    boxes: tuple[Box, ...]


def draw(places: Mapping[str, Place], here: str = "", also: Collection[str] = ()) -> Picture:
    """Two columns: the first pathway left, all others below each other on the right.

    Args:
        places: stages in the map's order, as `knowledge_base.pathway.places` gives them.
        here: id of the stage to mark, or empty.
        also: ids of further stages to mark, where the way forks.
    """
    columns: list[list[tuple[str, list[Place]]]] = [[], []]
    for label, stages in _pathways(places.values()):
        columns[1 if columns[0] else 0].append((label, stages))
    headings: list[tuple[int, int, str]] = []
    boxes: list[Box] = []
    bottom = 0
    for number, pathways in enumerate(columns):
        x, y = number * (COLUMN + GAP), TOP
        for label, stages in pathways:
            for line in textwrap.wrap(label, HEADING_LETTERS):
                y += HEAD_LINE
                headings.append((x, y, line))
            y += PADDING
            for stage in stages:
                box = _box(stage, x, y, stage.stage.id in {here, *also})
                boxes.append(box)
                y += box.height + ARROW
            bottom = max(bottom, y - ARROW + TOP)
    return Picture(WIDTH, bottom, tuple(headings), tuple(boxes))


def _pathways(places: Iterable[Place]) -> list[tuple[str, list[Place]]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place.pathway, []).append(place)
    return list(found.items())


def _box(place: Place, x: int, y: int, here: bool) -> Box:
    words = textwrap.wrap(place.stage.label, LETTERS)
    lines = tuple((y + PADDING + LINE * number + 13, line) for number, line in enumerate(words))
    return Box(place.stage.id, x, y, COLUMN, 2 * PADDING + LINE * len(words), lines, here, place.before is None)
