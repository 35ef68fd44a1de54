"""Made up: who was heard in Exampleshire, what they voted in, and what changed because of it."""

from __future__ import annotations

import carried
import numpy as np
import pandas as pd
import priorities
import published

ELIGIBLE = {"2019-20": 19_850, "2021-22": 20_140, "2022-23": 20_310, "2023-24": 20_480,
            "2024-25": 20_610}  # fmt: skip
SCHOOLS = 19


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Who was heard, of which one figure cannot be people; ballots; and changes, some open."""
    return {
        "voice": _voice(year, draw),
        "ballots": _ballots(year),
        "voice_changes": _changes(year, draw) if year < carried.SINCE else _later(year, draw),
    }


def _voice(year: str, draw: np.random.Generator) -> pd.DataFrame:
    asked = int(draw.integers(560, 720))
    answered = int(asked * draw.uniform(0.22, 0.31))
    first, second = int(year[:4]), int(year[:4]) + 1
    rows = [
        ("Roadshow of the youth service", "", "people", int(draw.integers(56_000, 61_000)), "",
         "yes", "Places to go after school"),
        ("Survey of parents and carers", f"{second}-01-26", "families", answered, asked,
         "no", "Help comes too late"),
        ("Council of children in care", f"{first}-10-12", "people", int(draw.integers(9, 14)), 15,
         "no", "Social workers change too often"),
        ("Pupils in contextual assessments", f"{second}-03-08", "people",
         priorities.pupils(year), "", "yes", "Bus stops where they do not feel safe"),
        ("Calls to the helpline", "", "contacts", int(draw.integers(1_400, 1_900)), "",
         "yes", "Worries at home"),
        ("Families at the end of a plan", "", "families", "[x]", "", "", ""),
    ]  # fmt: skip
    columns = ["activity", "date", "unit", "n", "asked", "may_repeat", "heard"]
    return pd.DataFrame(rows, columns=columns)


def _ballots(year: str) -> pd.DataFrame:
    """Each ballot up to the year; a ballot is the same in whichever year it is told."""
    rows = []
    for held, eligible in ELIGIBLE.items():
        draw = np.random.default_rng([190, int(held[:4])])
        votes = round(eligible * float(draw.uniform(0.2, 0.4)))
        if held <= year:
            part = int(draw.integers(9, SCHOOLS))
            rows.append(("Make Your Mark", held, votes, eligible, part, SCHOOLS))
    columns = ["ballot", "held", "votes", "eligible", "schools", "all_schools"]
    return pd.DataFrame(rows, columns=columns)


def _later(year: str, draw: np.random.Generator) -> pd.DataFrame:
    """What the year before left open, and a change of the year."""
    before = carried.before(year)
    last = registers(before, published.stream("voice", before))["voice_changes"]
    new = _changes(year, draw).iloc[:1].assign(
        said="We hear last when a placement ends",
        changed="A child is told by the social worker before anyone else is",
        result="",
        for_young_people="Children in care said that they hear last when they have to move. "
        "Now their social worker tells them first.",
    )  # fmt: skip
    return pd.concat([carried.forward("voice_changes", last, "said"), new])


def _changes(year: str, draw: np.random.Generator) -> pd.DataFrame:
    day = f"{int(year[:4]) + 1}-{int(draw.integers(1, 4)):02d}-{int(draw.integers(1, 29)):02d}"
    fewer = "One in four children changed social worker, against one in three the year before"
    rows = [
        ("Council of children in care", "Social workers change too often", "Exampleshire Council",
         "Two teams were joined, so that a child keeps a social worker", day, fewer, "done",
         "Children in care said that their social workers change too often. Two teams became one, "
         "so that more children can keep theirs."),
        ("Pupils in two schools", "Some bus stops do not feel safe", "Exampleshire Police",
         "Patrols after school", "", "", "open",
         "Pupils said that they do not feel safe at some bus stops. Police will walk there after "
         "school. This has not begun yet."),
        ("Parents and carers", "Help comes too late", "", "", "", "", "open", ""),
    ]  # fmt: skip
    columns = ["said_by", "said", "acted", "changed", "acted_on", "result", "status"]
    columns += ["for_young_people"]
    return pd.DataFrame(rows, columns=columns)
