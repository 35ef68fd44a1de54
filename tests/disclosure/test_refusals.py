"""Tables and rules that cannot be meant are refused with the table, row, file or key."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mscp_analysis.disclosure import Display, Relation, Table, cell, protect, settings
from mscp_analysis.disclosure.settings import RULES

RULE = settings("partnership")


def rows(values: list[object], **more: object) -> pd.DataFrame:
    labels = ["a", "b", "Total"][: len(values)]
    return pd.DataFrame({"need": labels, "value": pd.Series(values, dtype=object), **more})


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([3, -1], "table 'plans', row 1 (need b): the value -1 is negative"),
        ([3, "few"], "table 'plans', row 1 (need b): the value 'few' is not a number"),
        ([3, 2.5], "table 'plans', row 1 (need b): the value 2.5 is no whole number"),
        ([3, np.inf], "table 'plans', row 1 (need b): the value inf is infinite"),
        ([3, None], "table 'plans', row 1 (need b): the value None has neither a value nor"),
        ([3, 9, 13], "row 2 (need Total): the total is 13 but its parts add up to 12"),
    ],
)
def test_a_bad_count_names_its_table_and_row(values: list[object], said: str) -> None:
    sums = {"need": "Total"} if len(values) == 3 else {}
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        protect([Table(name="plans", rows=rows(values), sums=sums)], RULE)
    assert said in str(refused.value)


def test_a_cell_twice_is_refused() -> None:
    twice = pd.concat([rows([3, 9]), rows([3])], ignore_index=True)
    with pytest.raises(ValueError, match=r"row 2 \(need a\): the cell is there twice"):
        protect([Table(name="plans", rows=twice)], RULE)


def test_a_cell_with_two_values_in_two_tables_is_refused() -> None:
    tables = [
        Table(name="here", measure="plans", rows=rows([3, 9])),
        Table(name="there", measure="plans", rows=rows([4, 9])),
    ]
    with pytest.raises(ValueError, match="'here' and 'there' share the cell plans: need a, but"):
        protect(tables, RULE)


def test_parts_that_contradict_the_total_of_another_table_are_refused() -> None:
    tables = [
        Table(name="parts", measure="plans", rows=rows([30, 9]), sums={"need": "Total"}),
        Table(name="whole", measure="plans", rows=pd.DataFrame({"value": [40.0]})),
    ]
    said = "table 'parts' .plans: total, printed in another table.: the total is 40 but its parts"
    with pytest.raises(ValueError, match=said):
        protect(tables, RULE)


def test_two_tables_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="Two tables are called 'plans'"):
        protect([Table(name="plans", rows=rows([3]))] * 2, RULE)


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="'plans' has no column 'sex', only need, value"):
        protect([Table(name="plans", rows=rows([3]), sums={"sex": "Total"})], RULE)
    shown = Display(column="rate")
    with pytest.raises(ValueError, match="has no column 'rate'"):
        protect([Table(name="plans", rows=rows([3]), displays=(shown,))], RULE)


def test_a_relation_that_nothing_fits_is_refused() -> None:
    with pytest.raises(ValueError, match="mean: a relation's low must not be above its high"):
        Relation({cell("plans", need="a"): 1.0}, 2, 1, "mean")


@pytest.mark.parametrize("name", sorted(path.stem for path in RULES.glob("*.yaml")))
def test_every_rule_that_comes_with_the_project_says_where_it_is_written(name: str) -> None:
    rule = settings(name)
    assert rule.title
    assert rule.source
    assert rule.url.startswith("https://")
    assert rule.width <= rule.threshold - 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("threshold: 5", "threshold: five|threshold is 'five'; it must be a whole number of 1"),
        ("width: 4", "width: 5|width is 5, but a count withheld under this threshold can range"),
        ("width: 4", "widht: 4|unknown key 'widht'"),
        ("zeros: shown", "zeros: maybe|zeros is 'maybe'; it must be shown or hidden"),
        ("rounding: none", "rounding: 1|rounding is 1; it must be none, or a base of 2 or more"),
        ("rounding: none", "rounding: {base: 5, onyl: {}}|beside base it may hold only and except"),
        ("exempt: {}", "exempt: [E92]|exempt is ['E92']; it must be columns with lists of texts"),
        ("secondary: true", "|the key 'secondary' is missing; it must be true or false"),
    ],
)
def test_a_rule_that_cannot_be_meant_names_its_file_and_key(
    line: str, said: str, tmp_path: Path
) -> None:
    text = (RULES / "partnership.yaml").read_text(encoding="utf-8")
    assert line in text
    instead, sentence = said.split("|")
    (tmp_path / "local.yaml").write_text(text.replace(line, instead), encoding="utf-8")
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        settings("local", tmp_path)
    assert str(refused.value).startswith("local.yaml: ")
    assert sentence in str(refused.value)
