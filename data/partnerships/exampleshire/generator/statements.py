"""What Exampleshire's made-up reports say, some of which the figures known now do not bear out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shared

PLANS, CARE = "child_protection_plans", "children_looked_after"
NEIGHBOURS = "statistical neighbours"
EARLY = "Made up. Counted in early April, before late records were entered."
OLD = "Made up. It is of the year before."
RATE = "per 10,000 children"


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The statements of the reports of the last two years: figures, and what is said of them.

    That of 2023-24 prints plans as a rise that is known as a fall, and the rate of children
    looked after below that of neighbours of another year, which it is above. That of 2024-25 has
    mended its figures.
    """
    made = {"2023-24": _first, "2024-25": _second}
    return {"statements": _frame(made[year](draw))} if year in made else {}


def _first(draw: np.random.Generator) -> list[dict[str, Any]]:
    people = shared.known("population", "children", "mid-2022", "made-up-cla-2023")
    more, fewer = int(draw.integers(11, 15)), int(draw.integers(20, 25))
    plans = shared.known(PLANS, "at_31_march", "2023-24") + more
    before = shared.known(PLANS, "at_31_march", "2022-23") - more
    care = shared.known(CARE, "at_31_march", "2023-24") - fewer
    return [
        _typed("S2401", "value_for_money", "34 days", "2024-07-12"),
        _row("S2402", "Children who were the subject of a plan", plans, "children", "plans",
             note=EARLY),
        _row("S2403", "Children who were the subject of a plan a year earlier", before, "children",
             "plans", period="2022-23", note=EARLY),
        _row("S2404", "Rise in children who were the subject of a plan", plans - before, "children",
             worked="S2402 - S2403", relation="rise"),
        _row("S2405", "Rate of children who were the subject of a plan",
             round(plans / people * 10_000), RATE, "plans_rate", worked="rate(S2402, S2410)",
             compared_with="S2406", relation="above", note=EARLY),
        _row("S2406", "Rate of plans of statistical neighbours", 43, RATE, "plans_rate",
             area=NEIGHBOURS, belongs_to="2022-23", note=OLD),
        _row("S2407", "Children looked after", care, "children", "looked_after", note=EARLY),
        _row("S2408", "Rate of children looked after", round(care / people * 10_000), RATE,
             "looked_after_rate", compared_with="S2409", relation="below", note=EARLY),
        _row("S2409", "Rate of children looked after of statistical neighbours", 73, RATE,
             "looked_after_rate", area=NEIGHBOURS,
             belongs_to="2022-23", note=OLD),
        _row("S2410", "Children of the area, over whom the rates are given", people, "children",
             "population", period="mid-2022", note="Made up. Revised since."),
        _row("S2411", "Practitioners who could name a change in their practice", "63%", "%"),
        _row("S2412", "Children whose voice was heard in the year", "61,000", "children",
             counted="contacts"),
        _row("S2413", "When the new group for exploited children first met", "May 2024", "month",
             date="2024-05"),
        _row("S2414", "Few reports came through the exploitation portal", "", "", claims="level"),
    ]  # fmt: skip


def _second(_draw: np.random.Generator) -> list[dict[str, Any]]:
    now, before = (shared.known(PLANS, "at_31_march", year) for year in ("2024-25", "2023-24"))
    people = shared.known("population", "children", "mid-2024")
    rose = now > before
    return [
        _row("S2501", "Children who were the subject of a plan", now, "children", "plans"),
        _row("S2502", "Children who were the subject of a plan a year earlier", before, "children",
             "plans", period="2023-24"),
        _row("S2503", "How far the two years are apart", abs(now - before), "children",
             worked="S2501 - S2502" if rose else "S2502 - S2501"),
        _row("S2504", "Rate of children who were the subject of a plan",
             f"{now / people * 10_000:.1f}", RATE, "plans_rate", worked="rate(S2501, S2505)"),
        _row("S2505", "Children of the area, over whom the rate is given", f"{people:,}",
             "children", "population", period="mid-2024"),
        _row("S2506", "Referrals by schools rose again", "", "", claims="direction"),
        _row("S2507", "Young people who said that they felt safer", "71%", "%",
             unchecked="the survey was made by another body"),
    ]  # fmt: skip


def _row(name: str, said: str, printed: Any, unit: str, figure: str = "", **more: str) -> dict:
    row = {"id": name, "section": "Made-up report", "said": said, "printed": str(printed)}
    return {**row, "unit": unit, "figure": figure, "status": "printed", **more}


def _typed(name: str, section: str, said: str, checked: str) -> dict[str, Any]:
    """A figure that is typed into the partnership's own words, and who checked it."""
    who = {"checked_by": "Business Manager", "checked": checked}
    return {"id": name, "section": section, "said": said, **who}


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    order = ["id", "section", "said", "printed", "unit", "figure", "area", "period", "belongs_to"]
    order += ["worked", "compared_with", "relation", "date", "counted", "claims", "unchecked"]
    order += ["status", "checked_by", "checked", "note"]
    return pd.DataFrame(rows).reindex(columns=order).fillna("")
