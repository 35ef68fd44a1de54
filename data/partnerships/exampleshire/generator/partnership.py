"""Made-up groups, meetings, plans, requests and commitments of Exampleshire's partnership."""

from __future__ import annotations

from datetime import date, timedelta

import carried
import numpy as np
import pandas as pd
import priorities
import published
import shared

COUNCIL, POLICE = "Exampleshire Council", "Exampleshire Police"
COMMISSIONERS = "NHS Exampleshire Clinical Commissioning Group"
BOARD = "NHS Exampleshire Integrated Care Board"
HOSPITALS = "Exampleshire Hospitals NHS Foundation Trust"
COMMUNITY, MINDS = "Exampleshire Community Health", "Exampleshire Mental Health Trust"
PROBATION, SCHOOLS = "Exampleshire Probation Service", "Exampleshire Schools"
VOICE, FIRE = "Exampleshire Youth Voice", "Exampleshire Fire and Rescue Service"
SECURE = "Oakfield Secure School"

CENTRES = ("What Works for Children's Social Care", "Foundations")
"""The What Works Centre that reads reviews, before and since it merged and was named anew."""

HEALTH_BOARD = "Exampleshire Health and Wellbeing Board"
SCRUTINY = "Exampleshire Children's Scrutiny Committee"

GROUPS = {
    "Lead partners": ("lead partners", 2, "each safeguarding partner in turn", "",
                      "Agrees priorities and money", [COUNCIL, POLICE, BOARD]),
    "Executive": ("executive", 6, "each safeguarding partner in turn", "Lead partners",
                  "Answers for the delivery of the priorities", [COUNCIL, POLICE, BOARD, SCHOOLS]),
    "Performance and quality group": (
        "sub-group", 6, BOARD, "Executive", "Reads the multi-agency data set",
        [COUNCIL, POLICE, BOARD, HOSPITALS, COMMUNITY, PROBATION, SCHOOLS]),
    "Learning group": (
        "sub-group", 6, POLICE, "Executive", "Follows up reviews and audits",
        [COUNCIL, POLICE, BOARD, HOSPITALS, COMMUNITY, MINDS, SCHOOLS, VOICE]),
    "Exploitation group": (
        "joint group", 6, POLICE, "Executive", "Shared with a neighbouring partnership",
        [COUNCIL, POLICE, BOARD, MINDS, PROBATION, SCHOOLS, FIRE]),
    shared.SECURE_GROUP: (
        "sub-group", 4, "Independent Scrutineer", "Executive", "Safety of children in custody",
        [COUNCIL, POLICE, BOARD, SECURE]),
}  # fmt: skip
"""Kind, meetings a year, chair, whom it reports to, what for, and who belongs to it."""

COMES = {COUNCIL: 0.95, POLICE: 0.9, BOARD: 0.85, HOSPITALS: 0.7, COMMUNITY: 0.85, MINDS: 0.5,
         PROBATION: 0.6, SCHOOLS: 0.75, VOICE: 0.9, FIRE: 0.8, SECURE: 0.8}  # fmt: skip
"""How likely each agency is to come to a meeting."""

WORSE = {"2021-22": 0.0, "2022-23": 0.03, "2023-24": 0.08, "2024-25": 0.04}
"""By how much that likelihood, and that of a meeting, has fallen by the year."""

SECTORS = {"Early years": "forum of nurseries", "Primary": "forum of primary heads",
           "Secondary": "forum of secondary heads", "Post-16": "Exampleshire College",
           "SEND": "heads of special schools", "Independent": ""}  # fmt: skip

ASKED = {
    "2021-22": [
        ("Show what changed for children, not only what was done", SCRUTINY, "decision"),
        ("Have heads of special schools in the groups", SCRUTINY, "decision"),
        ("What the scrutineer looked at", HEALTH_BOARD, "question"),
    ],
    "2022-23": [
        ("Why half of the mental health trust's places were empty", SCRUTINY, "question"),
        ("A short paper on children placed from elsewhere", HEALTH_BOARD, "decision"),
    ],
    "2023-24": [
        ("Have heads of special schools in the groups", SCRUTINY, "decision"),
        ("Bring the review of neglect to the committee", SCRUTINY, "undertaking"),
        ("Who pays what the fire service no longer pays", HEALTH_BOARD, "question"),
    ],
    "2024-25": [
        ("When the review of neglect will come to the committee", SCRUTINY, "decision"),
        ("How long children wait for somebody to speak for them", HEALTH_BOARD, "question"),
        ("Which agencies did not come to meetings", HEALTH_BOARD, "decision"),
    ],
}

AGAIN = {("2023-24", 1): "R-2022-2", ("2024-25", 1): "R-2024-2"}
"""Which request asks again what was asked before, by year and number."""

PROMISED = {
    "2021-22": [
        ("Revise the threshold guidance", "Early help", "Executive"),
        ("Ask young people to judge the plan", "Voice", VOICE),
        ("Train two hundred practitioners in assessing neglect", "Neglect", "Learning group"),
    ],
    "2022-23": [
        ("Measure how families find early help", "Early help", COUNCIL),
        ("Hold a yearly conference on neglect", "Neglect", "Learning group"),
        ("Fill every place in the groups or name a deputy", "Partnership", "Lead partners"),
    ],
    "2023-24": [
        ("Review the contributions", "Resources", "Lead partners"),
        ("Repeat the audit of domestic abuse", "Learning and improvement", "Learning group"),
        ("Bring heads of special schools into the Executive", "Partnership", "Executive"),
    ],
    "2024-25": [
        ("Agree how the cost is shared", "Resources", "Lead partners"),
        ("Tell for each priority what changed for children", "Priorities", "Executive"),
        ("Offer a talk with an advocate after each restraint", "Secure estate", SECURE),
    ],
}
IN_PLAIN_WORDS = {
    "Ask young people to judge the plan": "Ask young people what they think of the plan.",
    "Train two hundred practitioners in assessing neglect":
        "Train the adults who help you to spot children who do not get the care they need.",
    "Measure how families find early help": "Find out what families think of the help they get.",
    "Hold a yearly conference on neglect":
        "Meet each year to talk about children who do not get the care they need.",
    "Repeat the audit of domestic abuse":
        "Check again how they help children when there is violence at home.",
    "Bring heads of special schools into the Executive":
        "Ask heads of special schools to join the group that leads the work.",
    "Tell for each priority what changed for children":
        "Say what has changed for children, and what has not.",
    "Offer a talk with an advocate after each restraint":
        "When staff in a secure school hold a child by force, offer the child someone to talk to.",
}  # fmt: skip
"""What is promised, as young people are told of it."""


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The registers of a year.

    Parameters
    ----------
    year : str
        The reporting year.
    draw : numpy.random.Generator
        Where every figure is drawn from.

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    meetings = _meetings(year, draw)
    attendance = _attendance(year, meetings, draw)
    return {
        "groups": _groups(year),
        "meetings": meetings,
        "attendance": attendance,
        "education_representatives": _education(year, attendance, draw),
        "plans": _plans(year),
        "presentations": _presentations(year),
        "requests": _open(year, "requests", _requests(year, draw)),
        "commitments": _open(year, "commitments", _commitments(year, draw)),
        "arrangements": _arrangements(year),
    }


def _open(year: str, register: str, drawn: pd.DataFrame) -> pd.DataFrame:
    """From 2024-25 on what was left open comes first, as it stands now, and then the year's own."""
    if year < carried.SINCE:
        return drawn
    before = carried.before(year)
    last = registers(before, published.stream("partnership", before))[register]
    new = drawn[drawn["raised"] == year]
    return pd.concat([carried.forward(register, last, "id"), new])


def _groups(year: str) -> pd.DataFrame:
    rows = [
        (name, kind, chair, meets, role, above, "")
        for name, (kind, meets, chair, above, role, _) in GROUPS.items()
    ]
    return _frame("name,kind,chair,meets,role,reports_to,to", rows)


def _meetings(year: str, draw: np.random.Generator) -> pd.DataFrame:
    rows = []
    for name, (_, meets, chair, *_) in GROUPS.items():
        turns = [COUNCIL, POLICE, BOARD]
        post = turns[int(year[:4]) % 3] if "in turn" in chair else chair
        for number in range(meets):
            day = _weekday(year, 20 + 360 * number // meets + int(draw.integers(10)))
            held = draw.random() < 0.95 - WORSE[year]
            if name == shared.SECURE_GROUP:
                day, held = shared.secure_meetings(year)[number]
            raised = int(draw.poisson(4)) if held else 0
            closed = int(draw.poisson(3)) if held else 0
            decisions = int(draw.poisson(2)) if held else 0
            said = "yes" if held else "no"
            rows.append((name, day, said, _called(post, year), decisions, raised, closed))
    # The note of one meeting was never written.
    written = [i for i, row in enumerate(rows) if row[2] == "yes"]
    lost = written[int(draw.integers(len(written)))]
    rows[lost] = (*rows[lost][:4], "[x]", "[x]", "[x]")
    return _frame("group,date,held,chair,decisions,actions_raised,actions_closed", rows)


def _attendance(year: str, meetings: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    rows = []
    for meeting in meetings[meetings["held"] == "yes"].itertuples():
        for agency in GROUPS[meeting.group][-1]:
            came = draw.random() < COMES[agency] - WORSE[year] / 2
            present = "yes" if came else "no"
            rows.append((meeting.group, meeting.date, _called(agency, year, meeting.date), present))
    return _frame("group,date,agency,present", rows)


def _education(year: str, came: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    held = came[came["group"] == "Executive"]["date"].nunique()
    rows = []
    for sector, through in SECTORS.items():
        sits = sector in {"Primary", "Secondary"} or (sector == "Post-16" and year > "2021-22")
        sits |= sector == "SEND" and year >= carried.SINCE
        said = "yes" if sits else "no" if sector == "SEND" else "events only"
        attended = int(draw.binomial(held, 0.75)) if sits else "[z]"
        where = "Executive" if sits else ""
        new = sector == "SEND" and sits  # For the last meeting of the year.
        asked, attended = (1, 1) if new else (held if sits else "[z]", attended)
        rows.append((sector, said, where, through if sits else "", asked, attended))
    return _frame("sector,represented,group,how,invited,attended", rows)


def _plans(year: str) -> pd.DataFrame:
    covers = "2020-22" if year == "2021-22" else "2022-25"
    rows = [(row[1], row[0], "Strategic Plan", covers) for row in priorities.of_year(year)]
    return _frame("priority,number,plan,covers", rows)


def _presentations(year: str) -> pd.DataFrame:
    draw = published.stream("presentations", year)
    end = date(int(year[:4]) + 1, 3, 31)
    after = int(draw.integers(40, 50)) + 3 * (int(year[:4]) - 2021)
    steps = [("signed off", "Lead partners", 0), ("published", "", 21),
             ("sent", "Child Safeguarding Practice Review Panel", 24),
             ("sent", CENTRES[year > "2021-22"], 24),
             ("presented", HEALTH_BOARD, 35), ("presented", SCRUTINY, 50)]  # fmt: skip
    rows = [(event, body, year, _at_work(end + timedelta(after + days)),
             "noted" if event == "presented" else "") for event, body, days in steps]  # fmt: skip
    late = [("presented", "Exampleshire Community Safety Partnership", year, "", "")]
    return _frame("event,body,report,date,outcome", rows + late * (year == "2023-24"))


def _requests(year: str, draw: np.random.Generator) -> pd.DataFrame:
    """What was asked in the year, and what earlier years left open."""
    rows = []
    for raised in [one for one in ASKED if one <= year]:
        for number, (asked, body, kind) in enumerate(ASKED[raised], 1):
            answered = kind == "question"
            if raised < year and answered:
                continue
            again = AGAIN.get((raised, number), "")
            status = "answered" if answered else "in progress" if draw.random() < 0.4 else "open"
            rows.append((
                f"R-{int(raised[:4]) + 1}-{number}", asked, body, raised,
                _seen(raised, body), kind, again, "Business manager",
                _on(raised, 180), status, _seen(raised, body) if answered else "",
                "Told at the meeting" if answered else "", "minutes" if answered else "",
            ))  # fmt: skip
    heads = "id,asked,body,raised,date,kind,repeats,owner,due,status,answered_on,answer,answered_in"
    return _frame(heads, rows)


def _seen(raised: str, body: str) -> str:
    """The day on which a body saw the report of the year, and asked what it asked."""
    shown = _presentations(raised)
    return str(shown.loc[shown["body"] == body, "date"].iloc[0])


def _on(raised: str, days: int) -> str:
    """So many days after the end of June that follows the year."""
    return _at_work(date(int(raised[:4]) + 1, 6, 30) + timedelta(days))


def _commitments(year: str, draw: np.random.Generator) -> pd.DataFrame:
    """What was promised for the next year, and what became of last year's promises."""
    before = f"{int(year[:4]) - 1}-{year[2:4]}"
    rows = []
    for raised in [one for one in (before, year) if one in PROMISED]:
        coming = int(raised[:4]) + 1
        for number, (promise, section, owner) in enumerate(PROMISED[raised], 1):
            status = "open" if raised == year else ("done", "in progress", "open")[number - 1]
            evidence = "Noted by the Executive" if status == "done" else ""
            due = _at_work(date(coming, 9, 30) + timedelta(int(draw.integers(120))))
            coming_year = f"{coming}-{(coming + 1) % 100:02d}"
            done = _on(raised, 145) if status == "done" else ""
            said = (promise, section, raised, coming_year, owner, due, status, done, evidence)
            rows.append((f"C-{coming}-{number}", *said, IN_PLAIN_WORDS.get(promise, "")))
    heads = "id,commitment,section,raised,for_year,owner,due,status,done,evidence,for_young_people"
    return _frame(heads, rows)


def _arrangements(year: str) -> pd.DataFrame:
    rows = {
        "2021-22": [
            ("The proposed arrangements were approved", "2019-05-14", "decision", "Cabinet"),
            ("Latest day to publish the new arrangements", "2019-06-29", "latest day", ""),
            ("The Partnership was set up in place of the Board", "2019-09-02", "change", ""),
            ("Latest day to move to the new arrangements", "2019-09-29", "latest day", ""),
        ],
        "2022-23": [("The Integrated Care Board became a partner", "2022-07-01", "change", BOARD)],
        "2023-24": [("The payment of the fire service ended", "2024-03-31", "change", FIRE)],
        "2024-25": [
            ("The arrangements were revised under new guidance", "2024-12-12", "change", ""),
            ("The head of a special school joined the Executive", "2025-02-21", "change", SCHOOLS),
        ],
    }
    return _frame("step,date,kind,by", rows[year])


def _called(agency: str, year: str, day: str = "") -> str:
    """The name of the health partner on the day: the Board came on 1 July 2022."""
    if agency != BOARD:
        return agency
    return COMMISSIONERS if (day or f"{year[:4]}-12-31") < "2022-07-01" else BOARD


def _weekday(year: str, days: int) -> str:
    return _at_work(date(int(year[:4]), 4, 1) + timedelta(days))


def _at_work(day: date) -> str:
    """The day, or the Friday before a weekend."""
    return (day - timedelta(max(0, day.weekday() - 4))).isoformat()


def _frame(heads: str, rows: list[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=heads.split(","))
