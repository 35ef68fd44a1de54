"""What more than one made-up register tells of, drawn once so that they agree."""

from __future__ import annotations

import io
from datetime import date, timedelta
from functools import cache

import pandas as pd
import published

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
HOSPITALS = "Exampleshire Hospitals NHS Foundation Trust"
COMMUNITY, MENTAL = "Exampleshire Community Health", "Exampleshire Mental Health Trust"
WORK = {
    ("Graded Care Profile tools completed", "Exampleshire Council"): (14, 0.05),
    ("Graded Care Profile tools completed", COMMUNITY): (5, 0.04),
    ("Referrals from health", HOSPITALS): (96, 0.02),
    ("Referrals from health", COMMUNITY): (61, 0.01),
    ("Referrals from health", MENTAL): (18, 0.0),
    ("Referrals from schools", "Exampleshire Schools"): (210, -0.03),
}
"""Mean of a quarter, and growth from one quarter to the next."""

SECURE_GROUP = "Secure estate group"
MEETS = (5, 8, 11, 2)
"""Months in which the group meets; its third meeting of a year is not held."""


def work(year: str) -> pd.DataFrame:
    """How many forms and referrals each agency sent in each quarter."""
    draw = published.stream("work", year)
    rows = []
    for (measure, agency), (level, growth) in WORK.items():
        for place, quarter in enumerate(QUARTERS):
            passed = 4 * (int(year[:4]) - 2021) + place
            rows.append(
                (quarter, measure, agency, int(draw.poisson(level * (1 + growth) ** passed)))
            )
    return pd.DataFrame(rows, columns=["quarter", "measure", "agency", "count"])


def secure_meetings(year: str) -> list[tuple[str, bool]]:
    """Day of each planned meeting of the group for the secure estate, and whether it was held."""
    draw = published.stream(SECURE_GROUP, year)
    rows = []
    for number, month in enumerate(MEETS):
        day = date(int(year[:4]) + (month < 4), month, int(draw.integers(4, 20)))
        friday = day - timedelta(max(0, day.weekday() - 4))
        rows.append((friday.isoformat(), number != 2))
    return rows


def known(table: str, measure: str, period: str, release: str = "") -> int:
    """A published number as the newest release has it, or as one release does."""
    text = _tables()[f"{table}.csv"]
    rows = pd.read_csv(io.BytesIO(text), keep_default_na=False, dtype=str)
    rows = rows[(rows["measure"] == measure) & (rows["period"] == period)]
    if release:
        rows = rows[rows["release"] == release]
    return int(rows.sort_values("release", key=lambda names: names.str[-4:])["value"].iloc[-1])


@cache
def _tables() -> dict[str, bytes]:
    return published.files(published.stream())
