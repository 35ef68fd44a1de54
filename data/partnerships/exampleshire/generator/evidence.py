"""Made-up surveys, audits, child deaths and training of Exampleshire."""

from __future__ import annotations

import numpy as np
import pandas as pd

AGENCIES = {
    "Exampleshire Council": 1.0,
    "Exampleshire Police": 0.6,
    "Exampleshire Hospitals NHS Foundation Trust": 0.7,
    "Exampleshire Community Health": 0.7,
    "Exampleshire Mental Health Trust": 0.4,
    "Exampleshire Probation Service": 0.3,
    "Exampleshire Schools": 1.2,
    "Exampleshire Youth Voice": 0.25,
}
"""Who takes part, and how much of each course beside the council."""

COURSES = {
    "Working together": ("in person", "Partnership working", 2),
    "Neglect and the graded care profile": ("in person", "Neglect", 2),
    "Domestic abuse and children": ("virtual", "Domestic abuse", 2),
    "Exploitation beyond the home": ("virtual", "Contextual safeguarding", 1),
    "Early help assessments": ("virtual", "Early help", 1),
}
"""Mode, priority and how often a year."""

ONLINE = {
    "Safeguarding basics": "Partnership working",
    "Online safety": "Contextual safeguarding",
    "Recognising neglect": "Neglect",
}
BROKEN = "2023-24"
"""A new learning platform: courses that are only opened no longer count as completed."""

THEMES = {
    "2021-22": [("Domestic abuse and child protection plans", "first", 12, 0.5)],
    "2022-23": [
        ("Children with a child in need plan", "first", 14, 0.43),
        ("Sexual abuse within the family", "first", 7, 0.4),
    ],
    "2023-24": [
        ("Children with a child in need plan", "repeat", 15, 0.62),
        ("Neglect of older children", "first", 11, 0.36),
    ],
    "2024-25": [
        ("Neglect of older children", "repeat", 12, 0.5),
        ("Domestic abuse and child protection plans", "repeat", 13, 0.64),
    ],
}
"""Theme, cycle, cases, and the chance that a case is graded good or better."""

FOUND = {
    "Domestic abuse and child protection plans": (
        "Police notices shared on the day", "Fathers left out of assessments"),
    "Children with a child in need plan": (
        "Plans written with the family", "Visits later than the plan says"),
    "Sexual abuse within the family": (
        "Medical examinations arranged quickly", "Children's own words not in the record"),
    "Neglect of older children": (
        "Schools raise concerns early", "The graded care profile is seldom used"),
}  # fmt: skip

QUESTIONS = {
    "Aware of local child safeguarding practice reviews": 0.88,
    "Aware of Exampleshire's own reviews": 0.55,
    "Gave an example of changed practice": 0.37,
}
CONFIDENCE = ("Confidence in recognising concerns", "Confidence in recording concerns")
BANDS = ("under one", "one to four", "five to nine", "ten to fourteen", "fifteen to seventeen")
CATEGORIES = {
    "Perinatal or neonatal event": 0.3,
    "Chromosomal, genetic and congenital anomalies": 0.25,
    "Malignancy": 0.08,
    "Sudden unexpected, unexplained death": 0.1,
    "Trauma and other external factors": 0.07,
    "Other": 0.2,
}


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The surveys, audits, child deaths and training of a year."""
    found = {
        "surveys": _surveys(year, draw),
        "audits": _audits(year, draw),
        "child_deaths": _deaths(draw),
        "training": _training(year, draw),
        "training_evaluation": _evaluation(year, draw),
    }
    # The panel's reviews of the first year were never supplied; those of the last are late.
    known = year not in ("2021-22", "2024-25")
    return {**found, "child_death_reviews": _reviews(draw)} if known else found


def _surveys(year: str, draw: np.random.Generator) -> pd.DataFrame:
    sent, share = int(draw.integers(420, 640)), float(draw.uniform(0.22, 0.34))
    answered = int(draw.binomial(sent, share))
    learning = ("Learning from reviews", f"{year[:4]}-11-30", sent, answered)
    rows = [
        (*learning, item, int(draw.binomial(answered, chance)), "", "")
        for item, chance in QUESTIONS.items()
    ]
    few = int(draw.integers(7, 10))
    champions = ("Exploitation champions", f"{year[:4]}-09-29", 31, few)
    rows += [(*champions, "Passed learning on to their team", int(draw.integers(3, 6)), "", "")]
    if year == BROKEN:
        note = "The supplier of the survey sent the percentage alone"
        pulse = ("Health staff", "", "[x]", "[x]")
        rows += [(*pulse, "Knew whom to ask for advice", "[x]", int(draw.integers(60, 80)), note)]
    columns = ["survey", "date", "sent", "answered", "item", "agreed", "percent", "note"]
    return pd.DataFrame(rows, columns=columns)


def _audits(year: str, draw: np.random.Generator) -> pd.DataFrame:
    months = ("June", "November")
    rows = []
    for place, (theme, cycle, cases, chance) in enumerate(THEMES[year]):
        about = (theme, f"{months[place]} {year[:4]}", cycle, cases)
        strong, weak = FOUND[theme]
        for agency in [*AGENCIES][:5]:
            for moderated, chance_then in (("no", min(chance + 0.18, 0.95)), ("yes", chance)):
                for grade, number in _graded(cases, chance_then, draw):
                    rows.append((*about, agency, moderated, grade, number, strong, weak))
        for grade, number in _graded(cases, chance, draw):
            rows.append((*about, "", "yes", grade, number, strong, weak))
    columns = ["theme", "month", "cycle", "cases", "agency", "moderated", "grade", "count"]
    return pd.DataFrame(rows, columns=[*columns, "strengths", "improvements"])


def _graded(cases: int, chance: float, draw: np.random.Generator) -> list[tuple[str, int]]:
    """How many cases got each grade; grades that none got are left out."""
    parts = [0.12 * chance, 0.88 * chance, 0.8 * (1 - chance), 0.2 * (1 - chance)]
    names = ("outstanding", "good", "requires improvement", "inadequate")
    numbers = draw.multinomial(cases, parts)
    return [(name, int(n)) for name, n in zip(names, numbers, strict=True) if n]


def _deaths(draw: np.random.Generator) -> pd.DataFrame:
    """Deaths by place and, of the same children, by age: small numbers that must be withheld."""
    places = {"Hospital": 14, "Home": 6, "Hospice": 2, "Elsewhere": 3}
    numbers = {name: int(draw.poisson(mean)) for name, mean in places.items()}
    total = sum(numbers.values())
    ages = draw.multinomial(total, [0.56, 0.14, 0.1, 0.08, 0.12])
    rows = [(name, "All", n) for name, n in numbers.items()]
    rows += [("All", age, int(n)) for age, n in zip(BANDS, ages, strict=True)]
    rows += [("All", "All", total)]
    frame = pd.DataFrame(rows, columns=["place", "age", "value"])
    return frame.assign(measure="deaths")[["place", "age", "measure", "value"]]


def _reviews(draw: np.random.Generator) -> pd.DataFrame:
    total = int(draw.integers(18, 27))
    numbers = draw.multinomial(total, [*CATEGORIES.values()])
    modifiable = int(draw.binomial(total, 0.42))
    rows = [(name, "All", int(n)) for name, n in zip(CATEGORIES, numbers, strict=True)]
    rows += [("All", "yes", modifiable), ("All", "no", total - modifiable), ("All", "All", total)]
    frame = pd.DataFrame(rows, columns=["category", "modifiable", "value"])
    return frame.assign(measure="reviews")[["category", "modifiable", "measure", "value"]]


def _training(year: str, draw: np.random.Generator) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for course, (mode, priority, runs) in COURSES.items():
        for run in range(runs):
            day = f"{year[:4]}-{6 + 3 * run:02d}-{int(draw.integers(3, 26)):02d}"
            for agency, weight in AGENCIES.items():
                places = _places(weight, mode, draw)
                rows.append((course, mode, day, agency, priority, "places", *places))
    for agency, weight in AGENCIES.items():
        offered = round(22 * weight)
        there = int(draw.binomial(offered, 0.8))
        held = ("Yearly conference", "conference", f"{year[:4]}-10-12", agency)
        rows.append((*held, "Partnership working", "places", offered, there, there, ""))
    level = 260 if year < BROKEN else 95
    for course, priority in ONLINE.items():
        for agency, weight in AGENCIES.items():
            done = int(draw.poisson(level * weight))
            rows.append((course, "e-learning", "", agency, priority, "courses", "", "", done, ""))
    columns = ["course", "mode", "date", "agency", "priority", "counted", "capacity", "booked"]
    return pd.DataFrame(rows, columns=[*columns, "attended", "evaluated"])


def _places(weight: float, mode: str, draw: np.random.Generator) -> tuple[int, int, int, int]:
    """Places offered, booked, taken and evaluated."""
    offered = max(1, round(6 * weight))
    booked = int(draw.binomial(offered, 0.86))
    taken = int(draw.binomial(booked, 0.9 if mode == "in person" else 0.8))
    return offered, booked, taken, int(draw.binomial(taken, 0.9 if mode == "in person" else 0.55))


def _evaluation(year: str, draw: np.random.Generator) -> pd.DataFrame:
    rows = []
    for course in [*COURSES][:3]:
        for item in CONFIDENCE:
            before, people = round(float(draw.uniform(5.2, 6.6)), 1), int(draw.integers(28, 46))
            rows.append((course, "before", item, 10, people, before, "", "", ""))
            for stage, gain, stay in (("after", 1.7, 0.75), ("three months", 0.7, 0.4)):
                pairs = int(draw.binomial(people, stay))
                change = round(float(draw.normal(gain, 0.35)), 1)
                sd = round(float(draw.uniform(1.5, 2.3)), 1)
                mean = round(before + change, 1)
                rows.append((course, stage, item, 10, pairs, mean, pairs, change, sd))
    columns = ["course", "stage", "item", "top", "answered", "mean", "pairs", "difference", "sd"]
    return pd.DataFrame(rows, columns=columns)
