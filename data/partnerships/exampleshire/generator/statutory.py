"""Why made-up reports lack something that a yearly report must hold, and what no register holds."""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS = ["element", "need", "found", "reason", "owner", "due"]
NUMBERS = {
    "impact": ("a", "E3"), "reviews": ("c", "E5"), "families": ("d", "E6"), "progress": ("b", "b"),
    "overall": ("2", "2"), "scrutiny": ("R1", "R1"), "deaths": ("R2", "R2"),
}  # fmt: skip
"""Numbers of the elements in the guidance of 2018 and in that of 2023."""

FOUND = (
    ("overall", "judgement_overall", "The lead partners think that the arrangements work for young "
     "children and not yet for those in danger outside their home"),
    ("families", "sought_by_partners", "Youth workers asked the council of children in care what "
     "the partnership should look at"),
)  # fmt: skip
REASONS = (
    ("progress", "", "no measure was set for lessons on respect", "Executive", "06-30"),
    ("reviews", "", "an action that is done is looked at a year later", "Learning group", "12-31"),
    ("scrutiny", "", "not every finding was answered by the end of the year", "Executive", "09-30"),
    ("deaths", "", "the panel had not written up its reviews", "Child Death Overview Panel",
     "10-31"),
)  # fmt: skip
OF_2023 = (
    ("E2", "themes_together", "Three things come back in scrutiny, reviews and audits: what "
     "fathers say, missed appointments, and neglect that is not measured", "", "", ""),
    ("E8", "send_in_groups", "", "a head of a special school was asked and had no deputy",
     "Exampleshire Schools", "09-30"),
    ("E9", "sharing_improved", "Social care hears of a missing child within hours, where it took "
     "most of a day", "", "", ""),
    ("E10", "restraint_review_sent", "", "the review was not sent to each body in time",
     "Scrutineer for the secure estate", "09-30"),
    ("E11", "reforms_done", "The lead partners chose who decides in their name, and published it",
     "", "", ""),
    ("E11", "reforms_difficulties", "", "the money for family help was not settled", "Executive",
     "12-31"),
    ("E12", "", "", "the arrangements are written anew after the fire service has left",
     "Lead partners", "11-30"),
)  # fmt: skip


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The register of what the report of a year must hold and does not."""
    later, after = int(year >= "2023-24"), int(year[:4]) + 1
    rows = [(NUMBERS[name][later], need, words, "", "", "") for name, need, words in FOUND]
    rows += [
        (NUMBERS[name][later], need, "", reason, owner, f"{after}-{day}")
        for name, need, reason, owner, day in REASONS
    ]
    rows += [(*told, f"{after}-{day}" if day else "") for *told, day in (OF_2023 if later else ())]
    return {"elements": pd.DataFrame(rows, columns=COLUMNS)}
