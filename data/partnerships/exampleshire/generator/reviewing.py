"""Made up: what reviewers said of three reports of Exampleshire, and who signed one of them off."""

from __future__ import annotations

import numpy as np
import pandas as pd

COUNCIL, POLICE = "Exampleshire Council", "Exampleshire Police"
BOARD = "NHS Exampleshire Integrated Care Board"
SCRUTINEER, YOUTH = "Independent Scrutineer", "Exampleshire Youth Voice"
PRIORITIES, LEARNING = "Priorities", "Learning and improvement"

COLUMNS = [
    *["id", "kind", "date", "reviewer", "agency", "chapter", "section", "comment"],
    *["status", "decision", "decided", "answer"],
]

SAID = {
    "2022-23": [
        ("2023-04-26", SCRUTINEER, "", "Scrutiny and assurance", "What they looked at",
         "Say what became of last year's findings", "closed", "accepted", "2023-05-03",
         "Each finding stands with its answer"),
        ("2023-04-28", "Head of quality", BOARD, LEARNING, "Training",
         "Courses with few places should not be compared by percentages", "closed", "accepted",
         "2023-05-03", "Numbers stand in place of percentages"),
        ("2023-05-02", "Head of public protection", POLICE, PRIORITIES, "",
         "The chapter is long; could it go into an annex?", "closed", "declined", "2023-05-10",
         "Committees asked for it in the report itself"),
    ],
    "2023-24": [
        ("2024-05-07", SCRUTINEER, "", "The partnership", "What committees asked",
         "Say who answers for each request that is still open", "open", "", "", ""),
        ("2024-05-09", "Head of quality", BOARD, PRIORITIES, "Neglect",
         "Say that the tool is new to health visitors", "answered", "accepted", "2024-05-14",
         "It will stand in the partnership's own words"),
    ],
    "2024-25": [
        ("2025-04-29", SCRUTINEER, "", PRIORITIES, "What did not improve",
         "Say of each of these what will be done, and by when", "open", "", "", ""),
        ("2025-04-30", "Head of quality", BOARD, LEARNING, "Child deaths",
         "Say when the panel's figures of 2024-25 will come", "answered", "accepted",
         "2025-05-06", "The panel meets again in September, and the section says so"),
        ("2025-05-01", "Head of public protection", POLICE, "Scrutiny and assurance",
         "Children detained by the police",
         "Two of the nights were in hospital and not in a cell: are they counted?", "open", "",
         "", ""),
        ("2025-05-02", "Young inspectors", YOUTH, "Voice of children and families",
         "What changed because children and families were heard",
         "We did not know that the lights at the bus stops came from what we said. Tell schools.",
         "answered", "accepted in part", "2025-05-08",
         "Schools were told; what it cost will stand in the next report"),
        ("2025-05-02", "Director of children's services", COUNCIL, "", "",
         "Each chapter should begin with what changed for children", "closed", "declined",
         "2025-05-08", "At a glance does so for the whole report"),
        ("2025-05-06", SCRUTINEER, "", "The partnership", "",
         "Who decides for the Integrated Care Board when its chair is away?", "open", "", "", ""),
    ],
}  # fmt: skip

SIGNED = {
    "2022-23": [
        ("2023-05-15", "Chief executive", COUNCIL), ("2023-05-16", "Chief executive", BOARD),
        ("2023-05-17", "Chief constable", POLICE), ("2023-05-17", SCRUTINEER, ""),
    ],
}  # fmt: skip


def registers(year: str, _draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The register of a year that was reviewed in writing; none of the other years."""
    rows = [("comment", *said) for said in SAID.get(year, ())]
    rows += [("sign-off", *said, *[""] * 7) for said in SIGNED.get(year, ())]
    numbered = [(number, *row) for number, row in enumerate(rows, 1)]
    return {"reviews_of_report": pd.DataFrame(numbered, columns=COLUMNS)} if numbered else {}
