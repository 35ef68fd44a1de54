"""The figures that statements may be held against, as the rules name them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mscp_analysis import data, measures, registers

SHIPPED = Path(__file__).parents[1] / "data"


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """The rules, into whose figures something can be written."""
    shutil.copytree(SHIPPED / "rules", tmp_path / "rules")
    (tmp_path / "published").symlink_to(SHIPPED / "published", target_is_directory=True)
    (tmp_path / "partnerships").mkdir()
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return tmp_path / "rules" / "figures.yaml"


@pytest.mark.parametrize(
    ("was", "came"),
    [
        ("  table: referrals\n", "  tabel: referrals\n"),
        ("  people: children\n", "  peolpe: children\n"),
        ("  register: spending\n", "  register: spending\n  by: heading\n"),
        ("  population: population\n", ""),
    ],
)
def test_an_entry_that_says_something_unknown_is_one_clear_sentence(rules, was, came):
    rules.write_text(rules.read_text("utf-8").replace(was, came), "utf-8")
    with pytest.raises(ValueError, match=r"^figures.yaml, \w+: expected either a table"):
        measures.named("table")


@pytest.mark.parametrize(
    ("was", "came", "said"),
    [
        ("table: referrals", "table: referals", "referals"),
        ("measure: enquiries", "measure: x", "x"),
    ],
)
def test_a_table_or_measure_that_there_is_not_is_named(rules, was, came, said):
    rules.write_text(rules.read_text("utf-8").replace(was, came), "utf-8")
    with pytest.raises(LookupError, match=said):
        [each.measure for each in data.figures().values()]


def test_every_figure_names_a_register_that_there_is():
    own = registers.open("Kent", "2023-24")
    assert {said["register"] for said in measures.named("register").values()} <= {*own}


def test_a_figure_has_its_parts_and_its_whole():
    found = registers.figures(registers.open("Medway", "2023-24"))["contributions"]
    # Printed on page 26 of the report: ten sums, of which Kent Fire and Rescue pays the least.
    assert found.find("2023-24", "Medway").number == 211_117
    assert found.find("2023-24", "Medway", "Kent Fire and Rescue Service").number == 2_833
