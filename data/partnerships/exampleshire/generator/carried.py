"""What the made-up year 2023-24 left open, and how each of it stands a year later.

The first three years were drawn before anything was carried over by its number; from 2024-25 on a
row that was open at the end of a year stands in the next, in the same words and with the same day.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

SINCE = "2024-25"
OPEN = ("open", "in progress", "not sent")

STANDS: dict[str, dict[object, dict[str, str]]] = {
    "requests": {
        "R-2022-1": {
            "status": "in progress",
            "answer": "Three of the six priorities tell what changed for children",
            "answered_in": "Annual Report of 2024-25, chapter Priorities",
        },
        "R-2022-2": {
            "status": "answered", "answered_on": "2025-07-15",
            "answer": "The head of a special school joined the Executive in February 2025",
            "answered_in": "Annual Report of 2024-25, section Schools, colleges and early years",
        },
        "R-2023-2": {
            "status": "answered", "answered_on": "2024-10-16",
            "answer": "A paper on children placed from elsewhere was sent",
            "answered_in": "papers of the Health and Wellbeing Board, 16 October 2024",
        },
        "R-2024-1": {
            "status": "answered", "answered_on": "2025-07-15",
            "answer": "As for R-2022-2, which asked the same",
            "answered_in": "Annual Report of 2024-25, section Schools, colleges and early years",
        },
        "R-2024-2": {"status": "open"},
    },
    "commitments": {
        "C-2023-2": {
            "status": "done", "done": "2025-02-06", "evidence": "Conference of 6 February 2025",
        },
        "C-2023-3": {
            "status": "not done",
            "evidence": "Given up: two agencies have nobody to name, so they are sent the papers",
        },
        "C-2024-1": {
            "status": "in progress",
            "evidence": "Two ways of sharing the cost went to the Lead partners in October 2024",
        },
        "C-2024-2": {
            "status": "done", "done": "2024-11-29", "evidence": "Audit of November 2024",
        },
        "C-2024-3": {
            "status": "done", "done": "2025-02-21",
            "evidence": "Minutes of the Executive, 21 February 2025",
        },
    },
    "recommendations": {
        ("Birch", 1): {
            "status": "done", "done": "2024-06-18", "evidence": "Dip sample of 16 records",
            "effect": "Fathers named in most records looked at",
        },
        ("Birch", 3): {"status": "in progress"},
        ("Cedar", 2): {
            "status": "done", "done": "2024-11-27", "evidence": "Dip sample of 11 records",
            "effect": "Second appointments kept more often than before",
        },
        ("Cedar", 4): {"status": "done", "done": "2025-01-30"},
    },
    "actions": {
        ("Strategic Plan", 5): {
            "status": "done", "done": "2025-02-20",
            "evidence": "What young people said of the plan, February 2025",
        },
        ("Section 11 audit", 2): {"status": "in progress"},
    },
    "scrutiny_work": {
        "Restraint at Oakfield Secure School": {"status": "done", "done": "2024-09-11"},
        "Decisions at first contact": {
            "response": "The reason is written down before a contact can be closed",
            "status": "in progress",
        },
        "What became of earlier findings": {"status": "open"},
    },
    "restraint_reports": {
        "HM Inspectorate of Prisons": {"status": "sent", "sent": "2024-08-05", "reason":
            "The address was not known to the new scrutineer"},
    },
    "voice_changes": {
        "Some bus stops do not feel safe": {
            "status": "done", "changed": "Patrols after school and lights at four bus stops",
            "acted_on": "2024-11-08", "result": "",
            "for_young_people": "Pupils said that they do not feel safe at some bus stops. "
            "Police now walk there after school, and there are new lights.",
        },
        "Help comes too late": {
            "acted": "Exampleshire Council", "changed": "Families are rung within a week",
        },
    },
}  # fmt: skip
"""By register and by what names a row in it: what has changed in the row since."""


def forward(register: str, last: pd.DataFrame, *named: str) -> pd.DataFrame:
    """The rows that the last year left open, each as it stands now.

    Parameters
    ----------
    register : str
        Its name.
    last : pandas.DataFrame
        The register of the year before.
    *named : str
        The columns that name a row in ``STANDS``.

    Raises
    ------
    LookupError
        If a row that is spoken of was not left open, or one that was is not spoken of.
    """
    still = last[last["status"].isin(OPEN)].astype(object)
    names = [row[0] if len(named) == 1 else tuple(row) for row in still[[*named]].to_numpy()]
    if set(names) != set(STANDS[register]):
        raise LookupError(f"{register}: open are {names}, told of are {[*STANDS[register]]}.")
    for index, name in zip(still.index, names, strict=True):
        now: Mapping[str, str] = STANDS[register][name]
        still.loc[index, [*now]] = np.array([*now.values()], dtype=object)
    return still


def before(year: str) -> str:
    """The reporting year before."""
    return f"{int(year[:4]) - 1}-{year[2:4]}"
