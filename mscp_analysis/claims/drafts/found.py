"""The numbers and dates of a sentence, without what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from mscp_analysis.claims.drafts.counted import counted, counts_something
from mscp_analysis.claims.drafts.dates import dates, named_after_years
from mscp_analysis.claims.drafts.mention import Mention
from mscp_analysis.claims.numbers import Number, in_words, one_of, printed, when
from mscp_analysis.claims.words import Words, words
from mscp_analysis.periods import ReportingYear

_DIGITS = r"\d(?:[\d,.]*\d)?(?:[ \u00a0\u2009\u202f]\d{3}(?![\d,.%]))?"
_AGES = (
    r"\b(?:aged?|ages)(?: of| from| between)? (\d{1,2}(?:(?: ?[-–] ?| to | and )\d{1,2})?)\b",
    r"(?<![\w.,])(\d{1,2}(?:- and |- to | ?[-–] ?| to | or )\d{1,2})[- ]years?[- ]olds?",
    r"(?<![\w.,])(\d{1,2})[- ]years?[- ]olds?",
    r"\b(?:school )?years? (\d{1,2}(?:(?: ?[-–] ?| to | and )\d{1,2})?)\b(?![\d,.]*\d)",
    r"\bunder[- ](\d{1,2})s\b",
    r"\b(?:pre|post)[- ](\d{1,2})\b(?![\d,.%])",
    r"\bunder[- ](18)\b(?![\d,.%])",
    r"(?<![\w.,])(0 ?[-–] ?\d{1,2})(?= (?:year|service|population|health))",
)
_NAMES = (
    r"\bsections? \d+[A-Z]?(?:/\d+)*",
    r"(?<!['’])\b[sS]\.? ?\d+[A-Z]?(?:/\d+)*\b",
    r"\b0\d{2,4} \d{3,4} ?\d{3,4}\b",
    r"(?<![\w.])\d+(?:\.\d+){2,}(?![\w%])",
    r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]m\b|\b\d{1,2}:\d\d\b",
    r"\b(?!Q[1-4]\b)[\w-]*[A-Za-z]\d[\w.-]*|\b\w+[-/]\d+[A-Za-z][\w-]*",
)


def mentions(text: str, year: ReportingYear) -> list[Mention]:
    """The numbers and dates of a sentence, in their order.

    Parameters
    ----------
    text : str
        A sentence.
    year : ReportingYear
        The year of the draft, whose a quarter such as Q3 is.

    Examples
    --------
    >>> year = ReportingYear.parse("2023-24")
    >>> [(each.text, each.noun) for each in mentions("Section 11: over 78 delegates, 98%.", year)]
    [('over 78', 'delegates'), ('98%', '')]
    """
    found: list[Mention] = []
    for kind, pattern, read in _passes(words()):
        for match in re.finditer(pattern, text, 0 if kind == "name" else re.I):
            mention = read(match, year)
            if mention is not None and not (kind == "number" and _is_name(mention, text)):
                found.append(replace(mention, kind=kind))
                text = text[: match.start()] + "\0" * len(match[0]) + text[match.end() :]
    kept = [each for each in found if each.kind not in ("name", "thing")]
    return sorted(kept, key=lambda each: each.start)


_Read = Callable[[re.Match[str], ReportingYear], Mention | None]


@lru_cache(maxsize=4)
def _passes(known: Words) -> tuple[tuple[str, str, _Read], ...]:
    """What is looked for, in this order: what one pass has found, no later one sees."""
    return (*_aside(known), *_dated(known), *_parts(known), *_numbers(known))


def _aside(known: Words) -> tuple[tuple[str, str, _Read], ...]:
    """Names that hold a number."""
    spelt = one_of([word for word, value in known.ones.items() if value])
    things = rf"\b(?:{one_of(known.numbered_things)})s? (?:\d{{1,3}}[A-Za-z]?(?:[./-]\d+)*"
    things += rf"(?:(?:,| and| to) \d{{1,3}})*(?!\d|%|[,.]\d)|(?:{spelt})\b(?! of))"
    return (
        ("thing", things, _name),
        ("name", named_after_years(known), _name),
        ("name", rf"\b(?:{one_of(known.names_with_numbers)})\b", _name),
        ("name", r"\([A-Z][\w &]*,? (?:19|20)\d\d\)", _name),
    )


def _dated(known: Words) -> tuple[tuple[str, str, _Read], ...]:
    """Ages and dates, and spans of time that lead up to now."""
    number = rf"(?:\d+|{in_words()})"
    years = one_of([*known.last_year, *known.this_year])
    return (
        *(("age", pattern, _age) for pattern in _AGES),
        ("date", dates(), _date),
        ("year", rf"(?<!the )\b(?:{years})\b", _year),
        *(("name", pattern, _name) for pattern in _NAMES),
        ("name", rf"\b(?:last|past|next|previous|coming) {number}(?: ?[a-z]+)?", _name),
        ("name", rf"\b{number} (?:year|month|week|day)s? ago\b", _name),
    )


def _parts(known: Words) -> tuple[tuple[str, str, _Read], ...]:
    """Ranks, fractions, and how often in a year."""
    number, bound = rf"(?:\d+|{in_words()})", _bound(known)
    placed = rf"\b(?:\d+(?:st|nd|rd|th)|{one_of(known.ordinals)})(?= (?:\w+est|most|least)\b)"
    share = rf"{bound}{number} (?:in|out of)(?: every)? {number}\b(?! (?:the|year|month)|[,.]?\d|%)"
    part = rf"{bound}(?:an? |{in_words()}[- ])?(?:{one_of(known.fractions)})"
    return (
        ("rank", rf"(?<![\w-])(?:the )?top {number}\b", _number),
        ("rank", placed, _number),
        ("fraction", rf"(?<![\w-]){share}", _fraction),
        ("fraction", rf"(?<![\w-]){part}(?= (?:of|the|felt|were|are|said)\b)", _part),
        ("frequency", rf"(?<![\w-])(?:{one_of(known.frequencies)})\b", _frequency),
    )


def _numbers(known: Words) -> tuple[tuple[str, str, _Read], ...]:
    """Numbers in brackets, from one to another, alone, and in words."""
    marks, bound = one_of(known.scale_marks), _bound(known)
    scale = rf"(?:(?:{marks})(?![a-z])| (?:{one_of(known.scales)})\b)?"
    one = rf"[+−-]?£? ?{_DIGITS}{scale}"
    unit = r"(?: ?%| per ?cent\b)?(?:[ -]points?\b| percentage points?\b)?\+?"
    rate = r"(?:(?: [a-z]+){0,4} per 1[\d,]*000\b)?"
    ends, starts = r"(?![\w/]|[-–]\d)", r"(?<![\w.,£+:/-])(?<!\bper )"
    glued = r"(?=(?:years?|months?|weeks?|days?|hours?)\b)"
    return (
        ("number", rf"{starts}(?<!\d[ -])\({one}{unit}\)", _number),
        ("number", rf"{starts}{bound}(?:between )?{one}%?(?:[-–]| and ){one}{unit}{ends}", _range),
        ("number", rf"{starts}{bound}{one}{unit}{rate}(?:{ends}|{glued})", _number),
        ("words", rf"(?<![\w-]){bound}{in_words()}\b(?![-–]\d)", _word),
    )


def _bound(known: Words) -> str:
    each = [mark for marks in known.bounds_before.values() for mark in marks]
    return rf"(?:(?:{one_of(each)}) ?\b)?"


def _name(found: re.Match[str], _: ReportingYear) -> Mention | None:
    return Mention(*found.span(), found[0], "name")


def _year(found: re.Match[str], year: ReportingYear) -> Mention | None:
    """The year of the draft or the one before it, in words such as *last year*."""
    is_last = found[0].lower() in words().last_year
    meant = when((year.previous() if is_last else year).label)
    return Mention(*found.span(), found[0], "year", when=meant)


def _date(found: re.Match[str], year: ReportingYear) -> Mention | None:
    text = found[0]
    if re.fullmatch("Q[1-4]", text, re.I):
        return Mention(*found.span(), text, "date", when=when(f"{text} {year.label}"))
    if not re.search(r"\d\d$", text):
        return Mention(*found.span(), text, "date")
    try:
        return Mention(*found.span(), text, "date", when=when(text))
    except ValueError as error:
        return Mention(*found.span(), text, "date", trouble=str(error))


def _read(found: re.Match[str], year: ReportingYear) -> Mention:
    """A number as it is printed, or why it cannot be read."""
    text = found[0].strip()
    start = found.start() + found[0].index(text)
    noun = "" if text.endswith("%") else counted(found.string[found.end() :])
    try:
        number = printed(text)
    except ValueError as error:
        return Mention(start, found.end(), text, "number", noun=noun, trouble=str(error))
    number, trouble = replace(number, text=text), ""
    if len(number.readings) == 2 and not noun and abs((number.value or 0) - year.ends) <= 15:
        trouble = f"{text!r} may be {' or '.join(number.readings)}: write the one that is meant."
    return Mention(start, found.end(), text, "number", number, noun=noun, trouble=trouble)


def _is_name(mention: Mention, text: str) -> bool:
    """Whether a number belongs to a name, such as Care Profile 2, or stands in spoilt words."""
    spoilt = not re.search(r"[A-Za-z]{3}|(?:19|20)\d\d|\0", text)
    small = mention.text.isdigit() and int(mention.text) < 11
    alone = small and mention.noun not in words().nouns
    named = re.search(r"(?:[a-z] |^(?:The|An?) )(?:[A-Z][a-z]+ )+$", text[: mention.start])
    return spoilt or bool(alone and named and re.match(r" [(a-z]|[,.]", text[mention.end :]))


def _number(found: re.Match[str], year: ReportingYear) -> Mention | None:
    mention = _read(found, year)
    text, number = found.string, mention.number
    # The noun of a rate stands within it, 44 children per 10,000, or behind: per 10,000 children.
    if inner := re.search(r"\d ([a-z][a-z ]*) per 1", mention.text):
        return replace(mention, noun=mention.noun or counted(" " + inner[1]))
    if number is None or number.unit or mention.noun:
        return mention
    # The rate per 10,000 was 41.9: the base stands before its numbers.
    base = re.search(r"\brates? .*?(per 1[\d,]*000)\b", text[: found.start()], re.I)
    # From 41 to 44 per 10,000, or to 44%: the second number says what both are in.
    base = base or re.match(rf" (?:to|and|or) {_DIGITS} ?(per 1[\d,]*000\b|%)", text[found.end() :])
    base = base or re.search(r"\d (per 1[\d,]*000)[^.;\d]{0,40}\bfrom $", text[: mention.start])
    return replace(mention, number=replace(number, unit=base[1])) if base else mention


def _range(found: re.Match[str], year: ReportingYear) -> Mention | None:
    if " and " in found[0] and "between" not in found[0].lower():
        return None  # two numbers
    return _read(found, year)


def _fraction(found: re.Match[str], year: ReportingYear) -> Mention | None:
    mention = _read(found, year)
    return mention if mention.number and mention.number.style == "fraction" else None


def _part(found: re.Match[str], year: ReportingYear) -> Mention | None:
    if not re.match(r"(?i)(?:.*\b(?:an?|\w+)[- ]\w+|half)$", found[0]):
        return None
    return _fraction(found, year)


def _age(found: re.Match[str], _: ReportingYear) -> Mention | None:
    ends = re.findall(r"\d+", found[1])
    number = replace(printed("-".join(dict.fromkeys(ends))), text=found[0], unit="years")
    return Mention(*found.span(), found[0], "age", number, noun="years")


def _frequency(found: re.Match[str], _: ReportingYear) -> Mention | None:
    times = words().frequencies[found[0].lower()]
    number = Number(found[0], float(times), unit="per year", style="words")
    return Mention(*found.span(), found[0], "frequency", number, noun="per year")


def _word(found: re.Match[str], year: ReportingYear) -> Mention | None:
    mention = _read(found, year)
    if mention.number is None or mention.number.value is None:
        return None
    value = mention.number.value
    if mention.number.bound == "about" and value < 10:
        # Delivered around three areas: the word belongs to what is before it.
        text = mention.text.split(" ")[-1]
        start, number = mention.end - len(text), replace(printed(text), text=text)
        mention = replace(mention, start=start, text=text, number=number)
    # One, no and nil are numbers only where they count something.
    if value < 2 and not counts_something(found.string[found.end() :], mention.text):
        return None
    return mention
