"""One list of names beside another."""

from __future__ import annotations

from mscp_analysis import areas
from mscp_analysis.claims import Statement
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import descriptions
from mscp_analysis.sources import Source

NAMES = {"PCC": "Police and Crime Commissioner", "Probation": "Probation Service"}


def said(id: str = "A", **cells: str) -> Statement:
    blank = dict.fromkeys(descriptions()["statements"].known, "")
    report = Source("A partnership", "Annual report", "a-report", "2023-12-01")
    row = {**blank, "id": id, **cells}
    return Statement(row, ReportingYear.parse("2022-23"), areas.find("Kent"), report)


def payers(names: str):
    return said(listed=names, compared_with="B; C", relation="part of")


def lists():
    return (
        said(id="B", listed="Probation Service; Fire and Rescue Service"),
        said(id="C", listed="County Council"),
    )


def test_a_name_may_stand_in_any_of_the_lists_and_by_another_name(checked) -> None:
    found = checked(payers("county council; Probation"), *lists(), names=NAMES)
    assert "Each name stands in the lists beside it." in found.words


def test_a_name_that_is_in_none_of_them_is_told(checked) -> None:
    found = checked(payers("County Council; PCC"), *lists(), names=NAMES)
    assert "named_otherwise" in found.verdicts
    assert "None of the lists beside it has PCC." in found.words


def test_a_name_with_digits_is_not_written_out(checked) -> None:
    found = checked(payers("Team 4"), *lists(), names={})
    assert "The lists beside it do not have every name of it." in found.words


def test_lists_are_held_to_each_other_only_where_that_is_said(checked) -> None:
    found = checked(said(listed="PCC", compared_with="B", relation="equal"), *lists(), names={})
    assert "None of the lists" not in found.words
    assert not [word for word in checked(payers("PCC"), said(id="B"), said(id="C")).verdicts
                if word == "named_otherwise"]  # fmt: skip
