"""At what level each made-up figure lies, and what is odd about it."""

from __future__ import annotations

# Per 10,000 children, and how far a year lies from the year before, as a part of it.
RATES = {
    "child_protection_plans.at_31_march": (44.0, 0.09),
    "child_protection_plans_starting.starting": (55.0, 0.09),
    "children_in_need.at_31_march": (348.0, 0.04),
    "children_in_need.starting": (392.0, 0.05),
    "children_in_need.ending": (386.0, 0.05),
    "children_looked_after.at_31_march": (69.0, 0.03),
    "children_looked_after.starting": (27.0, 0.10),
    "children_looked_after.ceasing": (26.0, 0.10),
    "referrals.referrals": (565.0, 0.06),
    "section_47_enquiries.enquiries": (168.0, 0.06),
    "section_47_enquiries.initial_conferences": (63.0, 0.07),
    "assessment_factors.assessments_with_factors": (455.0, 0.05),
}
PARTS = {
    "child_protection_plans.two_years_or_more": ("at_31_march", 0.03),
    "child_protection_plans_starting.second_or_subsequent": ("starting", 0.23),
    "referrals.re_referrals": ("referrals", 0.21),
}
# What part of the assessments found each factor; of a factor not named here, three in a hundred.
FACTORS = {
    "Domestic abuse: parent": 0.33, "Mental health: parent": 0.24, "Neglect": 0.19,
    "Emotional abuse": 0.21, "Physical abuse: adult on child": 0.13, "Alcohol misuse: parent": 0.12,
    "Drug misuse: parent": 0.11, "Domestic abuse: child": 0.09, "Mental health: child": 0.08,
    "Child sexual exploitation": 0.018, "Child criminal exploitation": 0.014,
    "Going missing": 0.022, "Trafficking": 0.002, "Faith-linked abuse": 0.0006,
    "Female genital mutilation": 0.0008, "Privately fostered": 0.0012,
}  # fmt: skip
REST = 0.03
FEWEST = 5  # Smaller counts are withheld, as the publisher of the real ones does.

# A new case system: no referrals can be told for one year, and fewer contacts count as one since.
BREAK, AFTER_BREAK = "2016-17", 0.82
NOTE = (
    "Made up. A new case system left no count of referrals in one year, and since then fewer "
    "contacts have been counted as referrals: the years on either side are not comparable."
)
