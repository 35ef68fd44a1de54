"""What Exampleshire's made-up report of 2023-24 printed, and what has been revised since."""

from __future__ import annotations

import numpy as np
import pandas as pd
import published
import shared

EARLY = "Made up. Counted in early April 2024, before late records were entered."


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The figures that the report of a year printed: only that of 2023-24 is held.

    The plans are printed as a rise and known as a fall; the rate of children looked after is
    printed below that of its neighbours, which was of another year, and known above it.
    """
    if year != "2023-24":
        return {}
    plans, care = "child_protection_plans", "children_looked_after"
    people = shared.known("population", "children", "mid-2022", "made-up-cla-2023")
    more, fewer = int(draw.integers(11, 15)), int(draw.integers(20, 25))
    on_plans = shared.known(plans, "at_31_march", "2023-24") + more
    before = shared.known(plans, "at_31_march", "2022-23") - more
    in_care = shared.known(care, "at_31_march", "2023-24") - fewer
    old = "Made up. Printed beside figures of 2023-24; it is of 2022-23."
    rows = [
        ("plans", "area", "2023-24", "2023-24", on_plans, EARLY),
        ("plans", "area", "2022-23", "2022-23", before, EARLY.replace("2024", "2023")),
        ("plans_rate", "area", "2023-24", "2023-24", round(on_plans / people * 10_000), EARLY),
        ("plans_rate", "neighbours_mean", "2023-24", "2022-23", 45, old),
        ("looked_after", "area", "2023-24", "2023-24", in_care, EARLY),
        ("looked_after_rate", "area", "2023-24", "2023-24", round(in_care / people * 1e4), EARLY),
        ("looked_after_rate", "neighbours_mean", "2023-24", "2022-23", 74, old),
        ("population", "area", "mid-2022", "mid-2022", people, "Made up. Revised since."),
    ]
    return {"printed_figures": _frame(rows)}


def _frame(rows: list[tuple[str, str, str, str, int, str]]) -> pd.DataFrame:
    columns = ["measure", "of", "period", "belongs_to", "value", "why"]
    units = {"plans_rate": "per 10,000 children", "looked_after_rate": "per 10,000 children"}
    frame = pd.DataFrame(rows, columns=columns).assign(
        area=published.CODE, decimals=0, page=4, where="text"
    )
    frame["unit"] = frame["measure"].map(lambda name: units.get(name, "children"))
    order = ["measure", "of", "area", "period", "belongs_to", "value", "decimals", "unit"]
    return frame[[*order, "page", "where", "why"]]
