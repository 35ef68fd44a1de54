"""The statements of the Medway report of 2023-24, held to what is recorded of each of them.

The expectations were worked out by hand, beside the check: which numbers a statement is found to
give, and what is found wrong with it. Where the table of claims is at hand, each expected number
is looked up in what was recorded there, and each flag there must have its verdict here.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mscp_analysis import registers
from mscp_analysis.claims import RIGHT, Checked
from mscp_analysis.measures import Fact, shown
from mscp_analysis.prose import Phrase
from mscp_analysis.report.checks import held_against_data

HERE = Path(__file__).parent
YEARS = ("2018-19", "2020-21", "2022-23", "2023-24")


def table(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a table by their first column."""
    with path.open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


EXPECTED = table(HERE / "expected_findings.csv")

FLAGS = {
    # What is found to be wrong.
    "incomplete breakdown": {"parts_left_out"},
    "direction reverses on final data": {"direction_reverses"},
    "direction reverses on like-for-like data": {"side_reverses"},
    "precision mismatch": {"rounding_mixed"},
    "period and denominator mismatch": {"comparator_of_another_year"},
    "period mismatch": {"comparator_of_another_year"},
    "wording": {"not_slight"},
    "denominator vintage": {"another_population"},
    "stale denominator": {"superseded"},
    "internal inconsistency": {"words_differ"},
    "out of period": {"outside_year"},
    "possible out of period": {"outside_year"},
    "out of period; method": {"outside_year"},
    "impossible as stated": {"above_possible"},
    "undefined base": {"part_above_whole"},
    "sum does not reconcile": {"parts_do_not_sum"},
    "base missing": {"no_base"},
    "claim without number": {"no_number"},
    "unit": {"units_mixed"},
    "expenditure not shown": {"not_supplied"},
    "ambiguous": {"not_supplied"},
    "format": {"formats_mixed"},
    "entity resolution": {"named_otherwise"},
    "heading mismatch": {"words_differ"},
    "copy error": {"words_differ"},
    "statutory/expected gap": {"not_supplied"},
    "small sample": {"small_base"},
    # What the record remarks on while the statement itself holds.
    "typo": {RIGHT},  # Of a surname; nothing is held that a surname could be set beside.
    "ok direction": {RIGHT},
    "model will change": {RIGHT},  # The later list of neighbours is no fault of this report.
    "period label": {RIGHT},  # The number follows; that a yearly poll skips a year is a remark.
    "unsupported but plausible": {RIGHT},
    "coverage": {RIGHT},  # The sentence says itself that it is of training in person.
    "denominator not stated": {RIGHT},
    "equity": {RIGHT},  # The sum holds; who should pay how much is no matter of figures.
    "timeliness": {RIGHT},
    "incomplete": {RIGHT},  # The sum of the two places holds.
}
"""What each flag of the record is found as: each of the verdicts that stand for it."""


@pytest.fixture(scope="module")
def checked() -> dict[str, Checked]:
    """Every statement of every year that is kept, held against the data."""
    each = [held_against_data(registers.open("Medway", year)) for year in YEARS]
    return {one.said.id: one for of_year in each for one in of_year}


def facts(part: Any) -> Iterator[Fact]:
    """The figures in what was found, those of inner phrases and of lists included."""
    if isinstance(part, Phrase):
        yield from facts(list(part.parts.values()))
    elif isinstance(part, Fact):
        yield part
    elif isinstance(part, list | tuple):
        for each in part:
            yield from facts(each)


def gives(one: Checked, expected: str) -> bool:
    """Whether what was found shows a number, to as many decimal places as it is expected."""
    values = facts([list(found.facts.values()) for found in one.findings])
    decimals = len(expected.partition(".")[2])
    return any(
        shown(abs(each.value), decimals).replace(",", "") == expected
        for each in values
        if each.value is not None
    )


def verdicts(one: Checked) -> set[str]:
    return {found.verdict for found in one.findings}


def sentences(one: Checked, verdict: str) -> str:
    """What is said of one verdict, in words."""
    return " ".join(
        Phrase(found.words, **found.facts).plain
        for found in one.findings
        if found.verdict == verdict
    )


@pytest.mark.parametrize("claim", EXPECTED)
def test_a_claim_is_reproduced_or_flagged_as_recorded(
    claim: str, checked: dict[str, Checked]
) -> None:
    one, expected = checked[claim], EXPECTED[claim]
    missing = [n for n in expected["numbers"].split("; ") if n and not gives(one, n)]
    found = [(each.verdict, Phrase(each.words, **each.facts).plain) for each in one.findings]
    assert not missing, found
    assert set(expected["verdicts"].split("; ")) <= verdicts(one), found


def test_what_is_expected_is_what_was_recorded() -> None:
    recorded = {key: row for key, row in claims().items() if row["recomputable"] != "no"}
    assert set(EXPECTED) == set(recorded)
    for key, row in recorded.items():
        kept = " ".join(row.values()).replace(",", "")
        for number in filter(None, EXPECTED[key]["numbers"].split("; ")):
            assert any(agrees(number, said) for said in re.findall(r"\d+\.?\d*", kept)), (
                key,
                number,
            )
        if row["flag"]:
            assert set(EXPECTED[key]["verdicts"].split("; ")) & FLAGS[row["flag"]], key
    assert set(FLAGS) == {row["flag"] for row in recorded.values()} - {""}


def test_every_claim_is_a_row_and_no_row_says_what_the_record_says() -> None:
    rows = {said["id"]: said for year in YEARS for said in register(year).values()}
    recorded = claims()
    assert set(recorded) <= set(rows)
    alike = [
        key
        for key, row in recorded.items()
        if row["text_summary"].casefold() == rows[key]["said"].casefold()
    ]
    assert not alike


def test_what_is_printed_stands_in_the_report() -> None:
    texts = {path.name[:3]: path.read_text("utf-8") for path in (shared() / "seeds").iterdir()}
    recorded = claims()
    missing = []
    for year in YEARS:
        for key, row in register(year).items():
            source = recorded[key]["source_file"][:3] if key in recorded else ""
            everywhere = " ".join(texts[source].split()) if source else " ".join(texts.values())
            if row.get("printed") and row["printed"] not in everywhere:
                missing.append((key, row["printed"]))
    assert not missing


def agrees(number: str, said: str) -> bool:
    """Whether a number of the record is the one expected, rounded to the fewer places of both."""
    decimals = min(len(each.partition(".")[2]) for each in (number, said))
    return shown(float(number), decimals) == shown(float(said), decimals)


def register(year: str) -> dict[str, dict[str, str]]:
    root = HERE.parents[1] / "data" / "partnerships" / "medway"
    return table(root / year / "statements.csv")


def claims() -> dict[str, dict[str, str]]:
    return table(shared() / "facts" / "claims.csv")


def shared() -> Path:
    """The folder of what was recorded, or a reason for there being none."""
    beside = Path(os.environ.get("MSCP_SHARED") or HERE.parents[2] / "shared")
    if not (beside / "facts" / "claims.csv").is_file():
        pytest.skip(f"the table of claims is not at hand: there is no {beside.name}/facts")
    return beside


def of(checked: dict[str, Checked], ids: Iterable[str], verdict: str) -> dict[str, str]:
    return {key: sentences(checked[key], verdict) for key in ids}
