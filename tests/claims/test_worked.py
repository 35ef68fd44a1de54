"""Formulas over the numbers of statements: what they come to, and what they may not hold."""

from __future__ import annotations

import pytest

from mscp_analysis import claims
from mscp_analysis.claims.formula import Worked
from mscp_analysis.claims.worked import reckoned


def beside(*statements):
    first = statements[0]
    return claims.Beside(first.own, first.year, {each.id: each for each in statements})


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A + B - C", 110.0),
        ("-A / (B * 2)", -2.5),
        ("sum(A, B, C)", 130.0),
        ("mean(A, B, 1)", 121 / 3),
        ("share(B, A)", 20.0),
        ("rate(B, A)", 2000.0),
        ("change(A, B)", 400.0),
        ("points(A, B)", 80.0),
    ],
)
def test_arithmetic_comes_to_what_it_does_by_hand(formula, expected):
    assert Worked(formula).value({"A": 100.0, "B": 20.0, "C": 10.0}) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("days(A, B)", 235.0),  # 31 March to 21 November: 30 + 31 + 30 + 31 + 31 + 30 + 31 + 21.
        ("days(B, A)", 235.0),
        ("months(A, B)", 7.0),
        ("months(M, A)", 7.0),
        ("years(A, B)", 0.0),
        ("years(2022-23, 2024-25)", 2.0),
        ("months(start, end)", 12.0),
        ("months(S)", 12.0),
    ],
)
def test_dates_lie_apart_as_people_count(formula, expected, said):
    report = said(
        id="R", year="2023-24", worked=formula, printed="", unit="days"
    )  # The year of the report gives start and end.
    rows = [
        report,
        said(id="A", printed="21 November 2024", unit="day"),
        said(id="B", printed="31 March 2024", unit="day"),
        said(id="M", printed="April 2024", unit="month"),
        said(id="S", printed="April 2021 to March 2022", unit="year"),
    ]
    assert reckoned(report, beside(*rows)).value == expected


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os').system('true')",
        "A.real",
        "A[0]",
        "[A for A in (1, 2)]",
        "lambda: A",
        "A ** 9",
        "open(A)",
        "sum(*A)",
        "share(A, B, key=C)",
        "'text'",
        "True",
        "A if B else C",
        "A; B",
        "(" * 5000 + "A" + ")" * 5000,
        "",
        "2 +",
    ],
)
def test_nothing_but_a_formula_is_taken(formula):
    with pytest.raises(ValueError, match=r"it |there is|neither|a function"):
        _ = Worked(formula).tree


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("B / (A - A)", "divides by nought"),
        ("days(A, B)", "takes a date for a number, a number for a date"),
        ("share(A)", "too few or many"),
        ("D + A", "takes a date for a number"),
        ("A + Z", "there is no statement and no figure Z"),
        ("X + A", "goes round in a circle: R from X from R"),
        ("W + A", "statement W has no single figure to reckon with"),
    ],
)
def test_what_cannot_be_reckoned_is_said_in_one_sentence(formula, why, said):
    report = said(id="R", worked=formula)
    rows = [
        report,
        said(id="A", printed="4"),
        said(id="B", printed="3"),
        said(id="D", printed="31 March 2022", unit="day"),
        said(id="X", worked="R + 1"),
        said(id="W", printed="twice a year", unit="words"),
    ]
    about = beside(*rows)
    with pytest.raises(ValueError, match=why):
        reckoned(report, about)
    (fault,) = claims.faults([report], about)
    assert fault.column == "worked"
    assert why in fault.sentence
    assert "statement R" in fault.sentence


def test_what_is_not_printed_is_reckoned_from_what_it_follows_from(said):
    rows = [
        said(id="R", worked="T / 2"),
        said(id="T", worked="A + count(L)"),
        said(id="A", printed="7"),
        said(id="L", listed="Ashford; Dover; Thanet"),
    ]
    assert claims.value(rows[0], beside(*rows)) == 5.0


def test_rounding_of_parts_carries_to_the_whole_and_counts_are_exact(said):
    shares = [said(id=f"P{n}", printed="33.3%", unit="%") for n in range(3)]
    whole = said(id="R", worked="P0 + P1 + P2", unit="%")
    assert reckoned(whole, beside(whole, *shares)).slack == pytest.approx(0.15)
    counts = [said(id=f"P{n}", printed="33", unit="children") for n in range(3)]
    assert reckoned(whole, beside(whole, *counts)).slack == 0


def test_a_figure_of_the_data_may_stand_in_a_formula(figures, said):
    # Medway had 67,048 children in mid-2023: 990 of them are 1.48%.
    rows = [
        said("Medway", "2023-24", id="R", worked="share(A, population)", unit="%"),
        said("Medway", "2023-24", id="A", printed="990", unit="children"),
    ]
    about = claims.Beside(rows[0].own, rows[0].year, {r.id: r for r in rows}, figures)
    assert round(claims.value(rows[0], about), 2) == 1.48


def test_a_circle_is_told_whatever_is_printed(said):
    rows = [
        said(id="R", worked="X + 1", printed="5"),
        said(id="X", worked="R - 1", printed="4"),
        said(id="S", worked="S", printed="6"),
        said(id="D", worked="days(D, end)", printed="31/03/22", unit="day"),
        said(id="L", worked="count(L)", listed="Dover; Ashford"),
        said(id="U", worked="R * 2", printed="10"),
    ]
    found = {each.sentence.rpartition("circle: ")[2] for each in claims.faults(rows, beside(*rows))}
    assert found == {
        "R from X from R (statement R).", "X from R from X (statement X).",
        "S from S (statement S).",
    }  # fmt: skip
