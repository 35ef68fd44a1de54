"""How dates and periods look in running text."""

from __future__ import annotations

from mscp_analysis.claims.dates import MONTHS
from mscp_analysis.claims.numbers import one_of
from mscp_analysis.claims.words import Words, words

_MONTH = "(?:" + "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept)"
_YEAR = r"(?:19|20)\d\d"
_YEARS = rf"{_YEAR} ?[-–/] ?(?:{_YEAR}|\d\d)(?!\d)"
_SHORT = "|".join(f"{n:02d}[-–/]{(n + 1) % 100:02d}" for n in range(15, 40))


def dates() -> str:
    """A pattern of dates, the longest forms first.

    A bare number such as 1946 is a year unless it counts something: *1946 young people*; two
    short years such as 23-24 are one reporting year where a word such as *in* leads up to them,
    for *16-17* may be ages.
    """
    months = rf"(?:\d\d?(?:st|nd|rd|th)?(?: of)? )?{_MONTH},? {_YEAR}(?!\d)"
    nouns = one_of([word for noun in words().nouns for word in (noun, noun.split()[0])])
    no_count = rf"(?!\d|[,.]\d|%|[-–]\d|\+| (?:\w+ )?(?:{nouns})\b)"
    return "|".join(
        [
            rf"\b(?:from )?{months} (?:to|until) {months}|\bbetween {months} and {months}",
            rf"\b(?:the )?end of {_MONTH} {_YEAR}(?!\d)",
            rf"\b(?:the )?end of {_YEAR}(?![\d/]|-\d| ?[-–] ?\d)",
            rf"\b{months}",
            rf"\b(?:spring|summer|autumn|winter)(?: of)? {_YEAR}(?!\d)",
            rf"\bmid[- ]{_YEAR}(?!\d)",
            rf"\bQ(?:uarter )?[1-4],?(?: of)? {_YEARS}|(?<![\w.,£-]){_YEARS} Q[1-4]\b",
            rf"(?<![\w.,£/-]){_YEAR}-\d\d-\d\d(?!\d)|(?<![\w.,£/-]){_YEARS}",
            rf"(?<=\bin )(?:{_SHORT})\b|(?<=\bfor )(?:{_SHORT})\b|(?<=\bduring )(?:{_SHORT})\b"
            rf"|(?<=\bof )(?:{_SHORT})\b|(?<![\w.,£/-])(?:{_SHORT})(?= financial)",
            r"\bQ[1-4]\b",
            rf"(?<![\w.,£/+-])(?:(?<=\bin )|(?<=\bsince )){_YEAR}(?!\d|[,.]\d|[-–]\d|%)",
            rf"(?<![\w.,£/+-]){_YEAR}{no_count}",
            rf"\b\d\d?(?:st|nd|rd|th)?(?: of)? {_MONTH}\b",
        ]
    )


def named_after_years(known: Words) -> str:
    """A pattern of titles with the year of their edition: guidance, Acts and regulations."""
    titles = one_of(known.titled_by_year)
    return rf"\b(?:{titles})\b[^.;,\d]{{0,45}}\(?{_YEAR}\)?(?![-–]\d)"
