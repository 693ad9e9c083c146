"""Positions of the names on a map, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from resilience.maps.drawing import Around, Drawing

SIZE, SMALL = 16.0, 13.5
"""Font sizes of a city's name, and of a neighbour's."""
LINE = 1.12
"""Line height as a multiple of the font size."""
PAD = 3.0
NARROW, WIDE = "iljtfrI.,: -–()", "mwMW%"
STEP = 6.0
REACH = 12
"""Maximum number of steps a name may move from the centre of its city, in each direction."""
MOST = 40
"""Maximum number of members with names; more would be unreadable."""
SWEEPS, NEAR_BY = 12, 90.0
"""Rounds of moving, and the cost up to which a position counts as good."""
GRID = 3.0
"""Grid spacing at which it is determined what a name covers."""
CLASH, OUTSIDE, FOREIGN = 1000.0, 200.0, 250.0
"""Costs of covering another name, of lying outside its own city, and of lying in another one, in
units of distance."""


@dataclass(frozen=True)
class Label:
    """A text of one or more lines, and the position of its centre.

    Parameters
    ----------
    lines
        The first one is the name.
    x, y
        Position of the centre in units of the drawing.
    width, height
        Size of the box that no other text enters.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        across, down = self.width / 2, self.height / 2
        return self.x - across, self.y - down, self.x + across, self.y + down


def text_width(text: str, size: float) -> float:
    """Return the approximate width of a text, on the safe side."""
    letters = sum(0.34 if c in NARROW else 0.86 if c in WIDE else 0.565 for c in text)
    return letters * size


@lru_cache(maxsize=1024)
def labels(
    drawing: Drawing, texts: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[dict[str, Label], list[Label]]:
    """Return the members' labels by key, and those of the neighbours with enough space.

    Each member's name in turn takes the best position given all others, until none moves: near the
    centre of its city, within its borders, within the picture. A neighbour is named where its whole
    name fits into it and covers nothing.

    Parameters
    ----------
    texts
        Key and lines of each member; with more than `MOST`, none has a label.
    """
    own = _members(drawing, texts) if len(texts) <= MOST else {}
    taken = [label.box for label in own.values()]
    near = []
    for one, boxes, costs in _beside(drawing):
        clashes = overlaps(boxes, np.array(taken).reshape(-1, 4)).any(axis=1)
        cost = np.where(clashes, np.inf, costs)
        if len(cost) and np.isfinite(cost.min()):
            left, top, right, bottom = boxes[int(np.argmin(cost))].tolist()
            middle = (left + right) / 2, (top + bottom) / 2
            near.append(Label((one.name,), *middle, right - left, bottom - top))
            taken.append(near[-1].box)
    return own, near


def _members(drawing: Drawing, texts: Sequence[tuple[str, tuple[str, ...]]]) -> dict[str, Label]:
    sizes = [_size(lines, SIZE) for _, lines in texts]
    choices = [_choices(drawing, ags, size) for (ags, _), size in zip(texts, sizes, strict=True)]
    chosen: dict[int, int] = {}
    narrowest_first = sorted(range(len(texts)), key=lambda i: (choices[i][1] < NEAR_BY).sum())
    for _ in range(SWEEPS):
        before = dict(chosen)
        for i in narrowest_first:
            found, costs = choices[i]
            others = [choices[j][0][k] for j, k in chosen.items() if j != i]
            clashes = overlaps(found, np.array(others).reshape(-1, 4)).sum(axis=1)
            chosen[i] = int(np.argmin(costs + CLASH * clashes))
        if chosen == before:
            break
    placed = {}
    for i, ((ags, lines), size) in enumerate(zip(texts, sizes, strict=True)):
        left, top, right, bottom = choices[i][0][chosen[i]].tolist()
        placed[ags] = Label(lines, (left + right) / 2, (top + bottom) / 2, *size)
    return placed


@lru_cache(maxsize=1024)
def _choices(
    drawing: Drawing, ags: str, size: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the boxes a member's label may take, and the cost of each without other labels."""
    steps = np.arange(-REACH, REACH + 1) * STEP
    moves = np.array([(x, y) for y in steps for x in steps])
    moves = moves[np.argsort(np.hypot(*moves.T), kind="stable")]
    found = _boxes(np.add(drawing.middles[ags], moves), size)
    own, foreign = (_covered(sums, found) for sums in _rasters(drawing)[ags])
    outside = (found[:, :2] < 2).any(axis=1) | (found[:, 2] > drawing.width - 2)
    outside |= found[:, 3] > drawing.height - 2
    return found, np.hypot(*moves.T) + OUTSIDE * (1 - own) + FOREIGN * foreign + 2 * CLASH * outside


@lru_cache(maxsize=8)
def _rasters(drawing: Drawing) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return, per member, cumulative sums over grids of its own area and of the others'."""
    xs, ys = (np.arange(GRID / 2, size, GRID) for size in (drawing.width, drawing.height))
    across, down = np.meshgrid(xs, ys)
    masks = {ags: shapely.contains_xy(room, across, down) for ags, room in drawing.rooms.items()}
    every = np.sum(list(masks.values()), axis=0)
    return {ags: (_sums(mask), _sums(every - mask)) for ags, mask in masks.items()}


def _sums(mask: np.ndarray) -> np.ndarray:
    return np.pad(mask.astype(float).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _covered(sums: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Return the share of each box that a mask covers, from the mask's cumulative sums."""
    places = np.round(boxes / GRID).astype(int)
    left, right = (places[:, i].clip(0, sums.shape[1] - 1) for i in (0, 2))
    top, bottom = (places[:, i].clip(0, sums.shape[0] - 1) for i in (1, 3))
    inside = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    shares: np.ndarray = inside * GRID**2 / np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    return shares


@lru_cache(maxsize=8)
def _beside(drawing: Drawing) -> list[tuple[Around, np.ndarray, np.ndarray]]:
    """Return, per neighbour, the boxes in it that its whole name fits into, and their costs.

    Boxes closer to the centre of the neighbour's land, and within the picture, cost less.
    """
    found = []
    for one in drawing.around:
        shapely.prepare(one.room)
        left, top, right, bottom = one.room.bounds
        ys = np.arange(max(top, 4), min(bottom, drawing.height - 4), STEP)
        points = np.array([(x, y) for y in ys for x in np.arange(left, right, STEP)])
        boxes = _boxes(points.reshape(-1, 2), _size((one.name,), SMALL))
        boxes = boxes[shapely.contains(one.room, shapely.box(*boxes.T))]
        middle = shapely.maximum_inscribed_circle(one.room, 2.0).coords[0]
        middles = (boxes[:, :2] + boxes[:, 2:]) / 2
        beyond = np.maximum(-boxes[:, 0], boxes[:, 2] - drawing.width).clip(min=0)
        found.append((one, boxes, np.hypot(*(middles - middle).T) + 2 * beyond))
    return found


def _size(lines: tuple[str, ...], size: float) -> tuple[float, float]:
    """Return width and height of a text's box; the width in steps, so that names rarely move."""
    width = max(text_width(line, size) for line in lines) + 2 * PAD
    return float(np.ceil(width / 8) * 8), len(lines) * LINE * size + PAD


def _boxes(middles: np.ndarray, size: tuple[float, float]) -> np.ndarray:
    half = np.array(size) / 2
    return np.hstack([middles - half, middles + half])


def overlaps(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return per box and per other box whether they overlap."""
    a, b = boxes[:, None], others[None]
    crossed: np.ndarray = np.all((a[..., :2] < b[..., 2:]) & (b[..., :2] < a[..., 2:]), axis=2)
    return crossed
