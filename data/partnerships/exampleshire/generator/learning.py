"""Made-up audits, quarterly figures, conferences, reviews, recommendations and actions."""

from __future__ import annotations

from datetime import date, timedelta

import carried
import numpy as np
import pandas as pd
import priorities
import published
from shared import QUARTERS, work

COUNCIL, POLICE, SCHOOLS = "Exampleshire Council", "Exampleshire Police", "Exampleshire Schools"
HOSPITALS = "Exampleshire Hospitals NHS Foundation Trust"
COMMUNITY, MENTAL = "Exampleshire Community Health", "Exampleshire Mental Health Trust"
PROBATION, FIRE = "Exampleshire Probation Service", "Exampleshire Fire and Rescue Service"
YOUTH, SECURE = "Exampleshire Youth Voice", "Oakfield Secure School"
BOARD = "NHS Exampleshire Integrated Care Board"
ASKED = (COUNCIL, POLICE, BOARD, HOSPITALS, COMMUNITY, MENTAL, PROBATION, FIRE, YOUTH, SECURE)
STANDARDS = (
    "Leadership and accountability", "Safer recruitment", "Supervision", "Training",
    "Listening to children", "Information sharing",
)  # fmt: skip
GRADES = ("not met", "partly met", "met")
KINDS = {
    "state school": 62, "academy": 41, "independent school": 9, "special school": 7,
    "alternative provision": 3, "college": 2,
}  # fmt: skip
ANSWERED = {"independent school": 0.45, "alternative provision": 0.6}
THEMES = {
    "state school": "governors' training is out of date in one of six",
    "academy": "policies on online safety still to be reviewed",
    "independent school": "unsure when to refer",
    "special school": "more help wanted with children who cannot tell in words",
    "alternative provision": "records arrive late from the school before",
    "college": "",
}
ATTENDED = {COUNCIL: 0.99, POLICE: 0.71, SCHOOLS: 0.88, COMMUNITY: 0.8, MENTAL: 0.38}
LEARNT = {
    "2021-22": ("Alder", "local child safeguarding practice review"),
    "2022-23": ("Birch", "learning lessons review"),
    "2023-24": ("Cedar", "local child safeguarding practice review"),
    "2024-25": ("Damson", "learning lessons review"),
}
LESSONS = (
    ("Fathers are asked about and seen", "Question added to the assessment form"),
    ("Missed appointments are followed up", "Policy revised with a call within two days"),
    ("Strategy discussions include health", "Rota of health staff for discussions"),
    ("Neglect is measured and not only felt", "Graded Care Profile used before each review"),
)
EFFECTS = ("Fathers named in most records looked at", "", "No change seen yet", "")
OWNERS = (COUNCIL, HOSPITALS, POLICE, COMMUNITY)
PLANS = {
    "Strategic Plan": (
        "Agree one neglect strategy", "Train trainers in each trust", "Publish a threshold guide",
        "Hold a conference on exploitation", "Ask young people to judge the plan",
    ),
    "Section 11 audit": (
        "Supervision policy of every agency checked", "Exit interviews read for concerns",
        "Recruitment panels trained", "A young person on each panel",
    ),
}  # fmt: skip


FURTHER = {
    "Agree one neglect strategy": "Score each family again after six months",
    "Train trainers in each trust": "Show what courses changed",
    "Publish a threshold guide": "Agree who asks a child who was missing",
    "Hold a conference on exploitation": "Map the places where children are not safe",
    "Supervision policy of every agency checked": "Supervision of night staff checked",
    "Recruitment panels trained": "Volunteers asked for two references",
    "A young person on each panel": "A young person hears each complaint",
}
"""Actions that the plans of 2024-25 have in place of earlier ones, drawn like these."""


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The registers of what was learnt in a year."""
    asked = _asked(year, draw)
    silent = set(asked["agency"][asked["returned"] == ""])
    found = {
        "section_11": asked,
        "section_11_standards": _standards(year, silent, draw),
        "schools_returns": _schools(draw),
        "quarterly_dataset": _quarterly(year, draw),
        "conferences": _conferences(year, draw),
        "reviews": _reviews(year, draw),
        "recommendations": _recommendations(year),
        "actions": _actions(year, draw) if year < carried.SINCE else _later_actions(year),
    }
    if year == "2024-25":  # What schools said is still being put together.
        del found["schools_returns"]
    return found


def _first(year: str) -> date:
    return date(int(year[:4]), 4, 1)


def _day(year: str, draw: np.random.Generator, low: int, high: int) -> date:
    """A day so many days after the start of the year."""
    return _first(year) + timedelta(days=int(draw.integers(low, high)))


def _weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _asked(year: str, draw: np.random.Generator) -> pd.DataFrame:
    asked, due = _first(year) + timedelta(days=156), _first(year) + timedelta(days=243)
    rows = []
    for agency in ASKED:
        returned = due + timedelta(days=int(draw.normal(-6, 14)))
        silent = agency == YOUTH or (agency == PROBATION and draw.random() < 0.5)
        rows.append((agency, year, asked, due, "" if silent else returned))
    return pd.DataFrame(rows, columns=["agency", "cycle", "asked", "due", "returned"])


def _standards(year: str, silent: set[str], draw: np.random.Generator) -> pd.DataFrame:
    """Each agency has a level of its own; supervision gets worse and the rest a little better."""
    levels = published.stream("learning").normal(1.5, 0.5, (len(ASKED), len(STANDARDS)))
    later = int(year[:4]) - 2021
    rows = []
    for agency, own in zip(ASKED, levels, strict=True):
        for standard, level in zip(STANDARDS, own, strict=True):
            step = -0.25 if standard == "Supervision" else 0.12
            grade = round(float(np.clip(level + later * step + draw.normal(0, 0.2), 0, 2)))
            left = agency == FIRE and standard == "Supervision"
            rows.append((agency, year, standard, "not answered" if left else GRADES[grade]))
    rows = [row for row in rows if row[0] not in silent]
    return pd.DataFrame(rows, columns=["agency", "cycle", "standard", "grade"])


def _schools(draw: np.random.Generator) -> pd.DataFrame:
    rows = [
        (kind, asked, int(draw.binomial(asked, ANSWERED.get(kind, 0.9))), THEMES[kind])
        for kind, asked in KINDS.items()
    ]
    return pd.DataFrame(rows, columns=["type", "asked", "returned", "themes"])


def _quarterly(year: str, draw: np.random.Generator) -> pd.DataFrame:
    """Forms and referrals, and by quarter what the registers of exploitation tell of the year."""
    told = priorities.registers(year, published.stream("priorities", year))
    kind, sent = "Exploitation intelligence submissions", told["exploitation_portal"]
    months = {month: QUARTERS[n // 3] for n, month in enumerate(priorities.MONTHS)}
    sent = sent.assign(quarter=sent["month"].map(months), measure=kind)
    sent = sent.groupby(["quarter", "measure", "agency"], sort=False, as_index=False)
    forms = told["exploitation_toolkits"]["value"].iloc[-1]
    each = 6 + draw.multinomial(forms - 24, [0.25] * 4)
    kind = "Exploitation toolkits completed"
    toolkits = pd.DataFrame({"quarter": QUARTERS, "measure": kind, "agency": "", "count": each})
    sums = sent["submissions"].sum().rename(columns={"submissions": "count"})
    found = pd.concat([work(year), sums, toolkits.astype({"count": object})], ignore_index=True)
    lost = (found["quarter"] == "Q2") & (found["measure"] == kind) & (year == "2022-23")
    found["count"] = found["count"].mask(lost, "[x]")
    return found.assign(note=lost.map({True: "The form was being changed", False: ""}))


def _conferences(year: str, draw: np.random.Generator) -> pd.DataFrame:
    in_time = {"2021-22": 0.86, "2022-23": 0.84, "2023-24": 0.72, "2024-25": 0.79}[year]
    rows = []
    for quarter in QUARTERS:
        held = int(draw.poisson(78))
        rows.append((quarter, "initial conferences in time", "", int(draw.binomial(held, in_time)),
                     held))  # fmt: skip
        for agency, share in ATTENDED.items():
            sent = held if agency != MENTAL else int(draw.binomial(held, 0.4))
            rows.append((quarter, "attendance", agency, int(draw.binomial(sent, share)), sent))
        given = 3 * held
        rows.append((quarter, "feedback", "", int(draw.binomial(given, 0.11)), given))
    return pd.DataFrame(rows, columns=["quarter", "kind", "agency", "number", "of"])


def _reviews(year: str, draw: np.random.Generator) -> pd.DataFrame:
    """One rapid review falls over Christmas and is late; of one the dates were not kept."""
    rows: list[tuple[object, ...]] = []
    if year == "2021-22":
        rows.append(("Elm", "serious case review", "Board", "2018-11-05", "2019-09-30",
                     "2021-05-28", "published", "2021-06"))  # fmt: skip
    number = {"2021-22": 1, "2022-23": 2, "2023-24": 4, "2024-25": 3}[year]
    for place in range(number):
        notified = _weekday(_day(year, draw, 20, 250))
        done: object = _weekday(notified + timedelta(days=int(draw.integers(17, 24))))
        if year == "2023-24" and place == 2:
            notified, done = date(2023, 12, 14), date(2024, 1, 12)
        decision = LEARNT[year][1] if place == 0 else "no further review"
        lost = year == "2023-24" and place == 3
        began, ended = ("[x]", "[x]") if lost else (notified, done)
        rows.append((f"R{year[2:4]}-{place + 1}", "rapid review", "Partnership", began, "", ended,
                     decision, ""))  # fmt: skip
    name, kind = LEARNT[year]
    rows.append((name, kind, "Partnership", _day(year, draw, 5, 20), _day(year, draw, 250, 270),
                 _day(year, draw, 262, 300), "published", f"{int(year[:4]) + 1}-02"))  # fmt: skip
    columns = ["id", "type", "era", "notified", "due", "done", "decision", "published"]
    return pd.DataFrame(rows, columns=columns)


def _recommendations(year: str) -> pd.DataFrame:
    """Those of the year's review, after what was left open the year before."""
    before = carried.before(year)
    columns = ["review", "id", "recommendation", "action", "owner", "set", "due", "done", "status"]
    columns += ["evidence", "effect"]
    if year >= carried.SINCE:
        left = carried.forward("recommendations", _recommendations(before), "review", "id")
        return pd.concat([left, pd.DataFrame(_of_review(year), columns=columns)])
    earlier = _of_review(before) if before in LEARNT else []
    rows = [row for row in earlier if row[8] != "done"] + _of_review(year)
    return pd.DataFrame(rows, columns=columns)


def _of_review(year: str) -> list[tuple[object, ...]]:
    draw = published.stream("recommendations", year)
    rows: list[tuple[object, ...]] = []
    for place, (lesson, action) in enumerate(LESSONS):
        # The review itself was done before.
        given = _first(year) + timedelta(days=int(draw.integers(300, 345)))
        due = given + timedelta(days=int(draw.integers(60, 320)))
        finished = draw.random() < 0.55
        done: object = given + timedelta(days=int(draw.integers(20, 75))) if finished else ""
        evidence = f"Dip sample of {draw.integers(8, 21)} records" if finished and place < 3 else ""
        status = "done" if finished else "in progress" if place % 2 else "open"
        effect = EFFECTS[place] if evidence else ""
        rows.append((LEARNT[year][0], place + 1, lesson, action, OWNERS[place], given, due, done,
                     status, evidence, effect))  # fmt: skip
    return rows


def _actions(year: str, draw: np.random.Generator) -> pd.DataFrame:
    rows = []
    for plan, whats in PLANS.items():
        for place, what in enumerate(whats):
            given = _day(year, draw, 10, 90)
            due: object = given + timedelta(days=int(draw.integers(120, 420)))
            finished = draw.random() < 0.5
            done: object = given + timedelta(days=int(draw.integers(60, 220))) if finished else ""
            evidence = "Minutes of the Executive" if finished and draw.random() < 0.7 else ""
            status = "done" if finished else "in progress"
            if place == 4:
                due, done, status, evidence = "[x]", "", "open", ""
            owner = ASKED[int(draw.integers(0, len(ASKED)))]
            priority = "Neglect" if plan == "Strategic Plan" and place < 2 else ""
            rows.append(
                (plan, place + 1, priority, what, owner, given, due, done, status, evidence)
            )
    columns = ["plan", "id", "priority", "what", "owner", "set", "due", "done", "status"]
    return pd.DataFrame(rows, columns=[*columns, "evidence"])


def _later_actions(year: str) -> pd.DataFrame:
    """What the year before left to be done, and further actions with numbers of their own."""
    before = carried.before(year)
    last = registers(before, published.stream("learning", before))["actions"]
    left = carried.forward("actions", last, "plan", "id")
    new = _actions(year, published.stream("actions", year)).set_index("what")
    new = new.loc[[*FURTHER]].reset_index()
    new["what"], new["id"] = new["what"].map(FURTHER), new["id"] + 5
    return pd.concat([left, new])[[*last]]
