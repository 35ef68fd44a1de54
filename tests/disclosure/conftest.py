"""Small random sets of linked tables, each with the ways of working a count back in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from mscp_analysis.disclosure import Display, Relation, Table, cell


class Tables(NamedTuple):
    """What one report publishes, and what others have published already."""

    tables: list[Table]
    known: list[Table]
    relations: list[Relation]


def grid(counts: np.ndarray, columns: list[str], labels: list[list[str]]) -> pd.DataFrame:
    """Counts with a total in every direction, one row a cell."""
    for axis in range(counts.ndim):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    keys = itertools.product(*[[*names, "Total"] for names in labels])
    rows = pd.DataFrame(list(keys), columns=columns)
    rows["value"] = counts.ravel().astype(float)
    return rows


def _counts(generator: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return generator.poisson(generator.gamma(0.7, 12, size=shape))


def _labels(name: str, number: int) -> list[str]:
    return [f"{name}{place}" for place in range(number)]


def crossed(generator: np.random.Generator) -> Tables:
    """Attack 1: one table with totals in every direction."""
    shape = [(4,), (3, 3), (2, 3), (2, 2, 2)][generator.integers(4)]
    columns = ["age", "sex", "need"][: len(shape)]
    labels = [_labels(column, size) for column, size in zip(columns, shape, strict=True)]
    rows = grid(_counts(generator, shape), columns, labels)
    return Tables([Table(name="plans", rows=rows, sums=dict.fromkeys(columns, "Total"))], [], [])


def linked(generator: np.random.Generator) -> Tables:
    """Attack 8: age by sex and age by ethnicity, which share the ages."""
    counts = _counts(generator, (3, 2, 2))
    ages, sexes, groups = _labels("age", 3), _labels("sex", 2), _labels("ethnicity", 2)
    by_sex = grid(counts.sum(axis=2), ["age", "sex"], [ages, sexes])
    by_group = grid(counts.sum(axis=1), ["age", "ethnicity"], [ages, groups])
    return Tables(
        [
            Table(name="by sex", measure="plans", rows=by_sex, sums=_totals("age", "sex")),
            Table(
                name="by group", measure="plans", rows=by_group, sums=_totals("age", "ethnicity")
            ),
        ],
        [],
        [],
    )


def _totals(*columns: str) -> dict[str, str]:
    return dict.fromkeys(columns, "Total")


def rated(generator: np.random.Generator) -> Tables:
    """Attacks 2 and 3: rates and limits beside the counts, of areas that add up."""
    size = int(generator.integers(3, 6))
    rows = grid(_counts(generator, (size,)), ["area_code"], [_labels("A", size)])
    rows["children"] = generator.integers(2_000, 60_000, size=size + 1)
    rows["rate"] = (rows["value"] / rows["children"] * 10_000).round(1)
    shown = Display(column="rate", kind="rate", base="children", per=10_000)
    return Tables(
        [Table(name="plans", rows=rows, sums=_totals("area_code"), displays=(shown,))], [], []
    )


def shared(generator: np.random.Generator) -> Tables:
    """Attack 4: a part beside its whole and the percentage that it makes."""
    whole = _counts(generator, (3,)) + 6
    part = generator.binomial(whole, generator.choice([0.1, 0.5, 0.9]))
    wholes = grid(whole, ["sex"], [_labels("s", 3)])
    parts = grid(part, ["sex"], [_labels("s", 3)])
    parts["percent"] = (parts["value"] / wholes["value"] * 100).round(0)
    shown = Display(column="percent", kind="percentage", base="starting", decimals=0)
    return Tables(
        [
            Table(name="starting", rows=wholes, sums=_totals("sex")),
            Table(
                name="second",
                rows=parts,
                sums=_totals("sex"),
                displays=(shown,),
                part_of="starting",
            ),
        ],
        [],
        [],
    )


def quarterly(generator: np.random.Generator) -> Tables:
    """Attack 5: quarters, what has come in so far, the year; and last year's edition."""
    quarters = ["Q1", "Q2", "Q3", "Q4"]
    counts = _counts(generator, (2, 4))
    so_far = np.cumsum(counts, axis=1)[:, 1:]
    frame = np.concatenate([counts, so_far], axis=1)
    labels = [*quarters, "Q1 to Q2", "Q1 to Q3", "year"]
    rows = pd.DataFrame(list(itertools.product(["a", "b"], labels)), columns=["need", "period"])
    rows["value"] = frame.ravel().astype(float)
    spans = {"Q1 to Q2": quarters[:2], "Q1 to Q3": quarters[:3], "year": quarters}
    old = rows[rows["period"] == "year"].assign(value=lambda old: old["value"] + 3)
    old = old[old["value"] > 12]
    edition = [Table(name="last edition", measure="plans", rows=old)] if len(old) else []
    return Tables([Table(name="plans", rows=rows, sums={"period": spans})], edition, [])


def regional(generator: np.random.Generator) -> Tables:
    """Attack 6: areas in a region, and a mean of neighbours that may be left out."""
    areas = _labels("A", 5)
    counts = _counts(generator, (5,)).astype(float)
    rows = pd.DataFrame({"area_code": [*areas, "region"], "value": [*counts, counts.sum()]})
    mean = float(np.round(counts[:4].mean(), 1))
    weights = {cell("plans", area_code=area): 0.25 for area in areas[:4]}
    neighbours = Relation(weights, mean - 0.05, mean + 0.05, f"mean of four, {mean}", True)
    table = Table(name="plans", rows=rows, sums={"area_code": {"region": areas}})
    return Tables([table], [], [neighbours])


def elsewhere(generator: np.random.Generator) -> Tables:
    """Attack 7: the total stands in another publication and cannot be withheld."""
    size = int(generator.integers(4, 7))
    counts = _counts(generator, (size,))
    rows = grid(counts, ["factor"], [_labels("f", size)])
    total = pd.DataFrame({"value": [float(counts.sum())]})
    known = [Table(name="DfE", measure="factors", rows=total)]
    return Tables([Table(name="factors", rows=rows, sums=_totals("factor"))], known, [])


def unsaid(generator: np.random.Generator) -> Tables:
    """Attack 9: a total that its own table leaves out, printed by age or in another edition."""
    counts = _counts(generator, (4, 3))
    rows = grid(counts.sum(axis=1), ["agency"], [_labels("a", 4)])
    parts, whole = rows[:-1].reset_index(drop=True), rows[-1:].reset_index(drop=True)
    own = Table(name="by agency", measure="plans", rows=parts, sums=_totals("agency"))
    if generator.integers(2):
        ages = grid(counts.sum(axis=0), ["age"], [_labels("age", 3)])
        by_age = Table(name="by age", measure="plans", rows=ages, sums=_totals("age"))
        return Tables([own, by_age], [], [])
    large = parts[parts["value"] > 12]
    edition = pd.concat([large, whole], ignore_index=True)
    return Tables([own], [Table(name="last edition", measure="plans", rows=edition)], [])


KINDS = [crossed, linked, rated, shared, quarterly, regional, elsewhere, unsaid]


@pytest.fixture(scope="session")
def draw() -> Callable[[int], Tables]:
    """The set of a seed: each kind in turn."""
    return lambda seed: KINDS[seed % len(KINDS)](np.random.default_rng(seed))
