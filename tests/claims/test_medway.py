"""The statements of the Medway report of 2023-24, held to what is recorded of each of them.

The expectations were worked out by hand, beside the check: which numbers a statement is found to
give, and what is found wrong with it. Where the table of claims is at hand, each expected number
is looked up in what was recorded there, and each flag there must have its verdict here.
"""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from mscp_analysis import registers
from mscp_analysis.claims import RIGHT, Checked
from mscp_analysis.measures import shown
from mscp_analysis.prose import Phrase
from mscp_analysis.report.review.statements import held_against_data
from mscp_analysis.severities import severity

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
    "period mismatch": {"comparator_of_another_year", "another_year_said"},
    "wording": {"not_slight"},
    "denominator vintage": {"another_population"},
    "stale denominator": {"superseded"},
    "internal inconsistency": {"explained"},  # The page says why the two numbers differ.
    "out of period": {"outside_year", "outside_year_said"},
    "possible out of period": {"outside_year"},
    "out of period; method": {"outside_year"},
    "impossible as stated": {"above_possible"},
    "undefined base": {"part_above_other"},
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


def gives(one: Checked, expected: str) -> bool:
    """Whether a reader is shown a number, to as many decimal places as it is expected."""
    values = [each for f in one.findings for each in Phrase(f.words, **f.facts).facts]
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


SENTENCES = [
    (
        "C020",
        "direction_reverses",
        "As printed it rose by 2; on the figures known now it fell, from 288 to 281, by 7 or "
        "2.4%, no more than chance would make it.",
    ),
    (
        "C030",
        "side_reverses",
        "As printed it is below by 1; like for like, on 31 March 2024, Medway has 71 and "
        "Medway's statistical neighbours (mean) 70.3, so that it is above, though no further "
        "than chance would put it.",
    ),
    (
        "C022",
        "comparator_of_another_year",
        "It stands for 2023-24 and is the 43.2 first published for 2022-23. Like for like, Medway "
        "had 45.1 on 31 March 2023, beside 43.2; on 31 March 2024 England had 41.4, at first "
        "41.6.",
    ),
    (
        "C023",
        "comparator_of_another_year",
        "It stands for 2023-24, and the document itself says that it is of 2022-23. Like for "
        "like, Medway had 45.1 on 31 March 2023, beside 41.2; on 31 March 2024 Medway's "
        "statistical neighbours (mean) had 35.9, at first 36.1.",
    ),
    (
        "C029",
        "comparator_of_another_year",
        "It stands for 2023-24, and the document itself says that it is of 2022-23. Like for "
        "like, Medway had 71 on 31 March 2023, beside 73.7; on 31 March 2024 Medway's "
        "statistical neighbours (mean) had 70.3.",
    ),
    (
        "C028",
        "another_population",
        "It stands on the 65,289 children of mid-2022; the official rate, over those of another "
        "mid-year, is 71.",
    ),
    (
        "C024",
        "not_slight",
        "It is called slight and is not: 44.4 and 41 are 3.4 apart, or 8.3%.",
    ),
    (
        "C021",
        "rounding_mixed",
        "It is given as 44 and stands beside 43.2: it has fewer decimal places. With as many it "
        "is 44.4.",
    ),
    (
        "C034",
        "superseded",
        "It is the 65,289 of an earlier release, which was revised to 64,955 and is 65,046 now, "
        "243 less.",
    ),
    (
        "C056",
        "above_possible",
        "It is 137.8% of the 65,289 children that the report itself counts, and 134.2% of the "
        "67,048 known now.",
    ),
    (
        "C074",
        "parts_do_not_sum",
        "The parts named add up to 1,893, 53 less than the 1,946 that it says.",
    ),
    (
        "C071",
        "part_above_other",
        "It is 3,000, 1,054 more than the 1,946 beside it, so that it cannot be part of them; what "
        "each counts is not said.",
    ),
    (
        "C079",
        "no_base",
        "It is a percentage, and the document does not say of what number. Were it of the 182 "
        "beside it, 178 of them would be 97.8%.",
    ),
    *(
        (claim, "no_base", "It is a percentage, and the document does not say of what number.")
        for claim in ("C118", "C119", "C120")
    ),
    ("C054", "outside_year", "It was in 2022-23, and the report is of 2023-24."),
    ("C100", "outside_year", "It was in 2022-23, and the report is of 2023-24."),
    ("C097", "outside_year", "It was in 2024-25, and the report is of 2023-24."),
    ("C067", "outside_year", "It may have been in 2024-25, and the report is of 2023-24."),
    *(
        (
            claim,
            "outside_year_said",
            "It was in 2024-25, and the report is of 2023-24, as it says itself.",
        )
        for claim in ("C052", "C090")
    ),
    (
        "C164",
        "payer_gone",
        "It counts on HM Young Offender Institution Cookham Wood, which may not pay again: it "
        "became a prison for adults and every child has left it.",
    ),
    *(
        (
            claim,
            "payer_leaves",
            "HM Young Offender Institution Cookham Wood paid in the year and may not pay again: "
            "it became a prison for adults and every child has left it.",
        )
        for claim in ("C150", "C154")
    ),
    ("C041", "explained", "Elsewhere the same document gives 1 and says why."),
    (
        "C036",
        "another_year_said",
        "The report is of 2023-24; these figures are of 2022-23, as it says itself.",
    ),
    (
        "C196",
        "words_differ",
        "It says “Health and Wellbeing Board”, and the other passage, in Introduction, says "
        "“Committee”.",
    ),
    ("C007", RIGHT, "7.5% is above the 6.0% beside it, by 1.5 percentage points."),
    ("C009", RIGHT, "It rose by 3.1 percentage points, from 2.5% to 5.6%."),
    ("C059", RIGHT, "8,399 people among 21 schools come to 400 for each."),
    ("C121", RIGHT, "It is 20 for each of the 7 months."),
    (
        "C135",
        "base_not_printed",
        "It is a share of 211,117, a total that the document does not print.",
    ),
    (
        "C159",
        "not_supplied",
        "The figure that it rests on (“What was spent”) is not supplied by the partnership.",
    ),
    ("C166", "formats_mixed", "The amounts are written in brackets and with a pound sign."),
    (
        "C131",
        "units_mixed",
        "It adds up courses and places, which cannot be added to each other.",
    ),
    (
        "C174",
        "named_otherwise",
        "It says National Probation Service; the list of agencies has Probation Service.",
    ),
    (
        "C174",
        "named_otherwise",
        "It says Kent & Medway NHS & Social Care Partnership; the list of agencies has Kent and "
        "Medway NHS and Social Care Partnership Trust.",
    ),
    (
        "C174",
        "not_listed",
        "None of the lists beside it has Kent Police and Crime Commissioner.",
    ),
    ("C175", RIGHT, "The pages follow on each other."),
    (
        "C217",
        "small_base",
        "It is a sample of only 6, of which each is 16.7%: 50% of them may stand for 19% to 81% "
        "of all such cases.",
    ),
    (
        "C113",
        RIGHT,
        # 393 of 11,901,267 children over the 63,817, 65,046 and 67,048 of each year.
        "At the national rate 2.2 a year would be expected on average, 6.5 in all these years; "
        "from 2 to 12 is not unusual, and there were 5.",
    ),
]


@pytest.mark.parametrize(("claim", "verdict", "sentence"), SENTENCES)
def test_a_reader_is_told_what_was_found(
    claim: str, verdict: str, sentence: str, checked: dict[str, Checked]
) -> None:
    assert sentence in sentences(checked[claim], verdict)


MONEY = {"C154": "211,117", "C157": "212,117", "C159": "241,717", "C164": "36,596"}


def test_the_sums_of_money_and_the_ten_shares_hold(checked: dict[str, Checked]) -> None:
    for claim, total in MONEY.items():
        assert total in sentences(checked[claim], RIGHT)
    for number in range(135, 154, 2):
        assert "Reckoned from the other figures" in sentences(checked[f"C{number}"], RIGHT)
    wrong = {found.verdict for n in range(134, 160) for found in checked[f"C{n}"].wrong}
    assert not wrong & {"arithmetic_differs", "parts_do_not_sum", "does_not_fit", "differs"}


DAYS = {"C176": "237 days", "C186": "232 days", "C195": "235 days", "C187": "27 days"}


def test_days_are_counted_from_the_end_of_the_year(checked: dict[str, Checked]) -> None:
    assert {key: days in sentences(checked[key], RIGHT) for key, days in DAYS.items()} == (
        dict.fromkeys(DAYS, True)
    )


def test_the_gravest_findings_are_those_of_the_record(checked: dict[str, Checked]) -> None:
    """Every finding that must be put right is one that the record has, or a count revised."""
    grave = {
        key
        for key, one in checked.items()
        if any(severity("statements", found.verdict).severity == "must" for found in one.wrong)
    }
    revised = {"C018", "C025", "C026"}  # Counts that differ from the final ones: 281, 476, 466.
    flagged = {key for key, row in EXPECTED.items() if row["verdicts"] != RIGHT}
    assert grave <= flagged | revised


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
