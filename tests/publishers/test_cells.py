"""Cells of a column are understood alike whether bytes are counted whole or each text is read."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from pathlib import Path

import pytest

from mscp_analysis.publishers.containers import forget, unpacked
from mscp_analysis.publishers.symbols import Meaning, Unknown, settle
from mscp_analysis.publishers.text import digest_of

pa = pytest.importorskip("pyarrow", reason="Reading releases needs pyarrow.")
MEANING = Meaning({"c": "c", "x": "x"})
USUAL = ("1", "12", "12.5", "c", "x", "0.25", "7", "12.50")
STRANGE = (".5", "5.", "1.2.3", "cx", "", "-1", "1c", "c1", ".", "1,234", "q", "C", "/", "1/2")


def settled(cells: list[str], before: int) -> tuple | None:
    """What is made of cells that lie in the middle of a longer column."""
    column = pa.array(["9"] * before + cells + ["8"])[before : before + len(cells)]
    try:
        found = settle(column, MEANING)
    except Unknown as wrong:
        return wrong.position, wrong.text
    return found.column.to_pylist(), found.markers, found.numbers, found.decimals


def one_by_one(cells: list[str]) -> tuple | None:
    """The same from the meaning of each cell by itself."""
    meant = [MEANING.of(cell) for cell in cells]
    if None in meant:
        return meant.index(None), cells[meant.index(None)]
    numbers = [text for text, is_number in meant if is_number]
    markers = Counter(text for text, is_number in meant if not is_number)
    decimals = max((len(text.partition(".")[2]) for text in numbers), default=0)
    return [text for text, _ in meant], markers, len(numbers), decimals


def test_a_column_says_what_its_cells_say_one_by_one() -> None:
    draw = random.Random(1)
    for _ in range(3000):
        kinds = STRANGE + USUAL if draw.random() < 0.4 else USUAL
        cells = draw.choices(kinds, k=draw.randint(1, 6))
        assert settled(cells, draw.randint(0, 2)) == one_by_one(cells), cells


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["12", "c", "7"], (["12", "c", "7"], Counter(c=1), 2, 0)),
        (["1.5", "x", "12.25"], (["1.5", "x", "12.25"], Counter(x=1), 2, 2)),
        (["12.", "5"], (0, "12.")),
        (["12", "cx"], (1, "cx")),
    ],
)
def test_cells_that_were_read_by_hand(cells: list[str], said: tuple) -> None:
    assert settled(cells, 0) == said


def test_bytes_that_were_let_go_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "release.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 50_000)
    with unpacked(path) as (plain,):
        forget(plain, 3, 100_000)
        assert bytes(plain.data) == path.read_bytes()
        assert digest_of(plain) == hashlib.sha256(path.read_bytes()).hexdigest()
