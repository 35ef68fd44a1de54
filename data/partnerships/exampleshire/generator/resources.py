"""Exampleshire's made-up money, and its census, placements, short forms and missing registers.

All years are drawn together, since what a reserve holds in one year depends on the year before.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import published

YEARS = ("2021-22", "2022-23", "2023-24", "2024-25")
CCG, ICB = (f"NHS Exampleshire {kind}" for kind in ("Clinical Commissioning Group",
                                                   "Integrated Care Board"))  # fmt: skip
FIRE = "Exampleshire Fire and Rescue Service"
PAYERS = {
    "Exampleshire Council": 104_000, "Exampleshire Police": 21_000, ICB: 26_000,
    "Exampleshire Hospitals NHS Foundation Trust": 6_200, "Exampleshire Community Health": 6_200,
    "Exampleshire Mental Health Trust": 6_200, "Exampleshire Probation Service": 4_100,
    FIRE: 2_500, "Oakfield Secure School": 5_400,
}  # fmt: skip
HEADINGS = {
    "Business unit": ("staff", 0.56), "Independent scrutiny": ("scrutiny", 0.11),
    "Learning reviews": ("reviews", 0.10), "Training programme": ("training", 0.13),
    "Hearing from children and families": ("voice", 0.03), "Website and data": ("other", 0.07),
}  # fmt: skip
RESERVE = 96_000
GRANT, BY = "Made-up grant for new guidance", "2024-03-31"
USES = ("Online tool for section 11 audits", "Work with schools", "Training for early years")


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The registers of money of a year, and of what stands in the appendices."""
    money = _money(published.stream("resources"))[year]
    return money | {
        "census": _census(),
        "placed_here": _placed(draw),
        "short_forms": pd.DataFrame(SHORT, columns=["short", "long", "misprints"]),
        **(_leaving() if year == "2023-24" else {"returns": _returns(year)}),
    }


def _money(draw: np.random.Generator) -> dict[str, dict[str, pd.DataFrame]]:
    found, opening, paid = {}, RESERVE, dict(PAYERS)
    for year in YEARS:
        grant = 40_000 if year == "2023-24" else 0
        income = round(int(draw.integers(6, 24)) * 250)
        planned = round(sum(paid.values()) * 1.03, -2)
        spending = _spending(planned, draw)
        spent = grant - int(draw.integers(2, 9)) * 250 if grant else 0
        drawn = int(spending["actual"].sum()) - sum(paid.values()) - income
        found[year] = {
            "contributions": _contributions(year, paid),
            "other_income": pd.DataFrame({"source": ["Training"], "amount": [income]}),
            "budget": _budget(sum(paid.values()), income),
            "spending": spending,
            "reserve": _reserve(opening, max(0, -drawn), max(0, drawn)),
            **(_grant(grant, spent, draw) if grant else {}),
        }
        opening -= drawn
        paid = {name: _next(name, amount, draw) for name, amount in paid.items()}
        paid.pop(FIRE if year == "2023-24" else "", None)
    return found


def _next(name: str, amount: int, draw: np.random.Generator) -> int:
    """The next year's contribution: the council pays a little more, some pay less."""
    times = draw.uniform(1.01, 1.03) if name == "Exampleshire Council" else draw.uniform(0.94, 1.02)
    return int(round(amount * float(times) / 10) * 10)


def _contributions(year: str, paid: dict[str, int]) -> pd.DataFrame:
    names = [CCG if name == ICB and year == "2021-22" else name for name in paid]
    return pd.DataFrame({"agency": names, "amount": [*paid.values()]})


def _spending(planned: float, draw: np.random.Generator) -> pd.DataFrame:
    rows = []
    for heading, (purpose, part) in HEADINGS.items():
        budget = int(round(planned * part, -2))
        swing = draw.uniform(0.95, 1.45) if purpose == "reviews" else draw.uniform(0.93, 1.09)
        rows.append((heading, purpose, budget, int(round(budget * float(swing) / 10) * 10)))
    return pd.DataFrame(rows, columns=["heading", "purpose", "budget", "actual"])


def _budget(paid: int, income: int) -> pd.DataFrame:
    row = ("Income of the year", paid, income, paid + income)
    return pd.DataFrame([row], columns=["statement", "contributions", "other_income", "total"])


def _reserve(opening: int, paid_in: int, drawn: int) -> pd.DataFrame:
    row = ("Partnership reserve", opening, paid_in, drawn, opening + paid_in - drawn)
    return pd.DataFrame([row], columns=["reserve", "opening", "paid_in", "drawn", "closing"])


def _grant(amount: int, spent: int, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """A grant of which a part went back, and one use of which nobody noted the amount."""
    row = (GRANT, "Department for Education", amount, BY, spent, amount - spent, "no")
    columns = ["grant", "payer", "amount", "spend_by", "spent", "returned", "in_total"]
    first = int(spent * draw.uniform(0.4, 0.5))
    small = ("Made-up grant for data", "Exampleshire Council", 6_000, BY, 6_000, 0, "no")
    uses = [(GRANT, USES[0], first), (GRANT, USES[1], spent - first), (small[0], USES[2], "[x]")]
    return {
        "grants": pd.DataFrame([row, small], columns=columns),
        "grant_uses": pd.DataFrame(uses, columns=["grant", "use", "amount"]),
    }


def _census() -> pd.DataFrame:
    draw = published.stream("census")
    before = 212_000 + int(draw.integers(0, 40)) * 100
    people = int(round(before * float(draw.uniform(1.04, 1.09)), -2))
    place, days = "Exampleshire", ("2011-03-27", "2021-03-21")
    rows = [(place, "all ages", "All", day, n, "") for day, n in zip(days, (before, people),
                                                                     strict=True)]  # fmt: skip
    parts = {"Asian": (4.1, 5.6), "Black": (2.0, 3.4), "Mixed": (1.7, 2.8), "Other": (0.5, 1.3)}
    for group, shares in {**parts, "White": (91.7, 86.9)}.items():
        rows += [
            (place, "all ages", group, day, "", p) for day, p in zip(days, shares, strict=True)
        ]
    return pd.DataFrame(rows, columns=["area", "base", "group", "taken", "people", "percent"])


def _placed(draw: np.random.Generator) -> pd.DataFrame:
    own, other = int(draw.integers(190, 230)), int(draw.integers(90, 140))
    rows = [("Own council", own), ("Other councils", other), ("All", own + other)]
    return pd.DataFrame(rows, columns=["council", "value"]).assign(measure="children")


def _leaving() -> dict[str, pd.DataFrame]:
    """What only 2023-24 has: who will pay no more."""
    row = (FIRE, "2024-03-31", "It puts its money into safety at home")
    leaving = pd.DataFrame([row], columns=["agency", "leaves", "reason"])
    return {"payers_leaving": leaving}


def _returns(year: str) -> pd.DataFrame:
    """What there was nothing to enter in, and what is late."""
    rows = [(name, "nil", "", "", "") for name in ("grants", "grant_uses", "payers_leaving")]
    if year == "2024-25":
        rows += LATE
    return pd.DataFrame(rows, columns=["register", "state", "reason", "due", "owner"])


LATE = [
    ("child_death_reviews", "late", "the panel meets again in September", "2025-09-26",
     "Child Death Overview Panel"),
    ("schools_returns", "late", "the schools were asked a term later than before", "2025-10-31",
     "Exampleshire Schools"),
]  # fmt: skip
"""What the registers of 2024-25 lack, why, when it will come and from whom."""

SHORT = [
    ("ESCP", "Exampleshire Safeguarding Children Partnership", "ECSP"),
    ("ICB", "Integrated Care Board", ""),
    ("LADO", "Local Authority Designated Officer", ""),
    ("LCSPR", "Local child safeguarding practice review", ""),
]
