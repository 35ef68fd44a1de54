"""How many statements of a printed report the reader of drafts finds, and which it misses.

Run ``python benchmarks/drafts.py``. It needs the text of the report and the list of its
statements, which readers made without the reader of drafts: ``shared`` beside the repository, or
where ``MSCP_SHARED`` points. Nothing is printed that the reader itself decided to be a statement.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from mscp_analysis import areas
from mscp_analysis.claims.drafts import Offer, read
from mscp_analysis.claims.numbers import Number, When, printed, when

SHARED = Path(os.environ.get("MSCP_SHARED") or Path(__file__).resolve().parents[2] / "shared")
REPORT = "003_e371143ad93225ee.txt"
COUNTED_BY_READERS = {"C001", "C002", "C035", "C040", "C114", "C115", "C116", "C123"} | {
    f"C{number}" for number in range(167, 176)
}
"""Statements whose number readers counted from a list: the report prints none."""
WORDS = dict(enumerate(["no", "one", "two", "three", "four", "five"])) | {20: "twenty|one in five"}
TIMES = {2: "twice|second", 4: "quarterly", 25: "a quarter|1\\s+in 4"}


@dataclass(frozen=True)
class Claim:
    """A statement that readers found: its number, its value and the lines that hold it."""

    id: str
    said: str
    value: Number | When
    first: int
    last: int


def claims(shared: Path = SHARED) -> list[Claim]:
    """The statements of the report whose number or date is printed in its text."""
    lines = (shared / "seeds" / REPORT).read_text("utf-8").split("\n")
    with (shared / "facts" / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source_file"] == REPORT]
    found = []
    for row in rows:
        span = re.search(r"l\.(\d+)-(\d+)", row["section"])
        value = _value(row["value"], row["unit"])
        if span is None or value is None or "derived" in row["text_summary"].lower():
            continue
        first, last = int(span[1]), int(span[2])
        text = re.sub(r"\s+", " ", " ".join(lines[first - 1 : last]))
        if row["claim_id"] not in COUNTED_BY_READERS and _stands(value, text):
            found.append(Claim(row["claim_id"], row["text_summary"], value, first, last))
    return found


def _value(text: str, unit: str) -> Number | When | None:
    bare = re.sub(r" \(.*\)$", "", text)
    dated = re.match(r"date|month|year$|period|years$", unit) and not re.match(r"\d\d-\d\d$", bare)
    for read_as in (when, printed) if dated else (printed, when):
        try:
            return read_as(bare)
        except ValueError:
            continue
    return None


def _stands(value: Number | When, text: str) -> bool:
    """Whether a value is printed in a text, found without the reader of drafts."""
    if isinstance(value, When):
        month = re.match(r"(\d+ )?[A-Z]\w+ \d{4}", value.text)
        form = value.text if month else rf"{value.first.year}(?:-\d+)?"
        return re.search(rf"(?<!\d){form}", text) is not None
    if value.span is not None:
        first, last = (f"{end:g}" for end in value.span)
        return re.search(rf"(?<!\d){first}\D{{1,7}}{last}(?!\d)", text) is not None
    if value.value is None:
        return False
    forms = [
        re.escape(form.format(value.value)) for form in ("{:g}", "{:,.0f}", "{:.0f}", "{:.1f}")
    ]
    digits = rf"(?<![\d.,/-])(?:{'|'.join(forms)})(?![\d/]|[.,]\d|-\d)"
    words = "|".join(filter(None, [WORDS.get(value.value), TIMES.get(value.value)]))
    return bool(re.search(digits, text) or (words and re.search(rf"\b(?:{words})\b", text, re.I)))


def offered(shared: Path = SHARED) -> tuple[Offer, ...]:
    """What the reader of drafts offers from the text of the report."""
    held = yaml.safe_load((areas.shelf("rules") / "figures.yaml").read_text("utf-8"))
    figures = {name: each["words"] for name, each in held.items()}
    return read(shared / "seeds" / REPORT, "2023-24", "Medway", figures)


def finds(offer: Offer, claim: Claim) -> bool:
    """Whether an offer is a claim: the same value, or the same month, within its lines."""
    if not claim.first <= offer.line <= claim.last:
        return False
    if isinstance(claim.value, When):
        return offer.when is not None and (
            (offer.when.first, offer.when.last) == (claim.value.first, claim.value.last)
            or offer.when.date[:7] == claim.value.date[:7] != ""
        )
    if claim.value.span is not None:
        return offer.number is not None and offer.number.span == claim.value.span
    return offer.value == claim.value.value


def recall(shared: Path = SHARED) -> tuple[list[Claim], list[Claim], list[Offer]]:
    """The claims that are found, those that are missed, and the offers that are no claim."""
    sought, left = claims(shared), [*offered(shared)]
    found = []
    for claim in sought:
        # An offer stands for one claim only, though several print the same number.
        offer = next((each for each in left if finds(each, claim)), None)
        if offer is not None:
            left.remove(offer)
            found.append(claim)
    return found, [claim for claim in sought if claim not in found], left


def main() -> None:
    """Print the table."""
    if not (SHARED / "seeds" / REPORT).exists():
        sys.exit(f"The text of the report is not in {SHARED}: set MSCP_SHARED to its folder.")
    found, missed, more = recall()
    total = len(found) + len(missed)
    print("| statements with a printed number | found | missed | share found | offered besides |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    print(f"| {total} | {len(found)} | {len(missed)} | {len(found) / total:.1%} | {len(more)} |")
    print("\nMissed:")
    for claim in missed:
        print(f"- {claim.id}, lines {claim.first} to {claim.last}: {claim.said}")
    print("\nOffered besides:")
    for each in more:
        print(f"- line {each.line}: {each.printed} ({each.kind}) in: {each.sentence[:70]}")


if __name__ == "__main__":
    main()
