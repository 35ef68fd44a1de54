"""Numbers as people print them: ``7,197``, ``£29,600``, ``over 27%``, ``1 in 4``, ``two``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from mscp_analysis.claims.dates import When, when
from mscp_analysis.claims.words import Words, one_of, words

__all__ = ["PERCENT", "POINTS", "Number", "When", "in_words", "one_of", "printed", "when"]

_WELL_WRITTEN = re.compile(r"\d{1,3}(?P<mark>[, ])\d{3}(?:(?P=mark)\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
PERCENT = frozenset({"%", "per cent", "percent"})
"""Units of a percentage, as the guide of the register and printed numbers write them."""

POINTS = "percentage points"
"""The unit of how far two percentages lie apart."""

_PARTS = {"½": "half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third"}


@dataclass(frozen=True)
class Number:
    """A number as it was printed, and what it says.

    Parameters
    ----------
    text : str
        As printed: ``over 27%``.
    value : float or None
        ``27.0``; a fraction as a percentage. None for a range such as ``16-74``.
    decimals : int
        Decimal places as printed: 1 for ``6.0``. Below nought for a number printed in
        thousands or millions: -5 for ``£1.2m``, known to the nearest hundred thousand.
    bound : {"", "about", "at least", "more than", "at most", "less than"}
        What the words or marks around it say of the figure itself.
    unit : str
        ``%``, ``percentage points``, ``£``, ``per 10,000``, the words that follow the number,
        or nothing.
    style : {"plain", "brackets", "pound sign", "words", "fraction", "ordinal", "rank", "range"}
        How it is printed.
    span : tuple of float, optional
        Both ends of a range.
    """

    text: str
    value: float | None
    decimals: int = 0
    bound: str = ""
    unit: str = ""
    style: str = "plain"
    span: tuple[float, float] | None = None

    @property
    def readings(self) -> tuple[str, ...]:
        """Both readings of a number such as ``2,024``, which may be a year; else nothing.

        Examples
        --------
        >>> printed("2,024").readings, printed("2,024 children").readings
        (('the number 2,024', 'the year 2024'), ())
        """
        bare = re.sub(r"[,\s]", "", self.text)
        if self.unit or self.value is None or bare == self.text or not _YEAR.fullmatch(bare):
            return ()
        return (f"the number {self.value:,.0f}", f"the year {bare}")


def printed(text: str) -> Number:
    """Read one number as people print it.

    Amounts in brackets are positive: in accounts of contributions brackets mark income.

    Parameters
    ----------
    text : str
        ``43.2``, ``7,197``, ``(6,764)``, ``£1.2m``, ``500+``, ``approximately 3,500``,
        ``44 per 10,000``, ``one in five``, ``a quarter``, ``twenty-one``, ``1st``,
        ``the top twenty``, ``16-74``, ``34 days``.

    Returns
    -------
    Number

    Raises
    ------
    ValueError
        If it is no number, or one that can be read in two ways, such as ``2,02``.

    Examples
    --------
    >>> over = printed("over 27%")
    >>> over.value, over.bound, over.unit
    (27.0, 'more than', '%')
    >>> printed("1 in 4").value, printed("£1.2m").value, printed("6.0%").decimals
    (25.0, 1200000.0, 1)
    >>> printed("2,02")
    Traceback (most recent call last):
    ValueError: '2,02' can be read as 2.02 or as 202: write the one that is meant.
    """
    said, known = re.sub(r"\s+", " ", re.sub("[−–—]", "-", text)).strip(), words()
    bound, bare = _bounded(said, known)
    forms = (_fraction, _ordinal, _in_brackets, _with_unit)
    number = next(filter(None, (read(bare, known) for read in forms)), None)
    if number is None:
        raise ValueError(
            f"{text!r} is not a number: write it in digits or words, such as 43.2, 7,197, "
            "£29,600, 500+, 1 in 4 or twenty-one."
        )
    if re.match(r"(the )?top ", said, re.I):
        number = replace(number, style="rank")
    return replace(number, text=text.strip(), bound=bound)


def in_words() -> str:
    """A pattern of whole numbers in words, such as ``one hundred and five``."""
    return _in_words(words())


@lru_cache(maxsize=4)
def _in_words(known: Words) -> str:
    below_ten = one_of([word for word, value in known.ones.items() if 0 < value < 10])
    ones, tens, scales = one_of(known.ones), one_of(known.tens), one_of(known.scales)
    below_100 = rf"(?:(?:{tens})(?:[- ](?:{below_ten}))?|(?:{ones}))"
    below_1000 = rf"(?:(?:a|{below_100}) hundred(?:(?: and)? {below_100})?|{below_100})"
    return rf"(?:(?:a|{below_1000}) (?:{scales})(?:,?(?: and)? {below_1000})?|{below_1000})"


def _bounded(said: str, known: Words) -> tuple[str, str]:
    """What the words or marks around a number say of it, and the number without them."""
    for name, marks in known.bounds_before.items():
        if found := re.match(rf"(?:{one_of(marks)})(?:(?<=[a-z.]) |(?<=[~<>]) ?)(?=.)", said, re.I):
            return name, said[found.end() :]
    for name, marks in known.bounds_after.items():
        if found := re.fullmatch(rf"(.*[\w%)]) ?(?:{one_of(marks)})(?!\d)( .+)?", said, re.I):
            return name, found[1] + (found[2] or "")
    return "", said


def _fraction(said: str, known: Words) -> Number | None:
    """A part of a whole, as a percentage."""
    bare = _PARTS.get(said, said).lower()
    parts = re.fullmatch(
        rf"(?:an? |([a-z, -]+?)[- ])?(?:an? )?({one_of(known.fractions)})(?: of)?", bare
    )
    shares = re.fullmatch(r"(\d+|[a-z, -]+) (?:in|out of)(?: every)? (\d+|[a-z, -]+)", bare)
    if parts:
        part, whole = _core(parts[1] or "one", known), float(known.fractions[parts[2]])
    elif shares and (of := _core(shares[2], known)) and of.value:
        part, whole = _core(shares[1], known), of.value
    else:
        return None
    if part is None or part.value is None or part.value > whole:
        return None
    return Number(said, 100 * part.value / whole, unit="%", style="fraction")


def _ordinal(said: str, known: Words) -> Number | None:
    if found := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", said, re.I):
        return Number(said, float(found[1]), style="ordinal")
    place = known.ordinals.get(said.lower())
    return None if place is None else Number(said, float(place), style="ordinal")


def _in_brackets(said: str, known: Words) -> Number | None:
    found = re.fullmatch(r"\((.+)\)", said)
    number = _with_unit(found[1], known) if found else None
    return replace(number, style="brackets") if number else None


def _with_unit(said: str, known: Words) -> Number | None:
    """A number or range, with the unit that follows it."""
    for pattern, unit in _UNITS.items():
        if found := re.fullmatch(pattern, said, re.I if unit else 0):
            number = _range(found[1], known) or _core(found[1], known)
            if number is not None and not _worded((unit or found[2]).split(" ")[0], known):
                return replace(number, unit=number.unit or (unit or found[2]).strip())
    return None


_UNITS = {
    r"(.+?) ?(?:%|per ?cent(?:age)?)[ -]points?": POINTS,
    r"(.+?) ?(?:%|per ?cent)": "%",
    r"(.+?)(?: [a-z][a-z ]*?)? (per 1[\d,]*000)(?: .*)?": "",
    r"(.+)()": "",
    r"(.+?) ([a-z][a-z '-]*)": "",
}


def _range(said: str, known: Words) -> Number | None:
    found = re.fullmatch(r"(?:between )?(£?[\d.,]+)%?(?:-| to | and )(£?[\d.,]+)", said)
    if found is None:
        return None
    first, last = (_core(end, known) for end in found.groups())
    if first is None or last is None or first.value is None or last.value is None:
        return None
    if last.value < first.value:
        raise ValueError(f"{said!r} runs backwards: write the smaller number first.")
    span, unit = (first.value, last.value), first.unit or last.unit
    return Number(said, None, max(first.decimals, last.decimals), "", unit, "range", span)


def _core(said: str, known: Words) -> Number | None:
    """A number without any word around it."""
    marks = {**known.scale_marks, **{f" {word}": size for word, size in known.scales.items()}}
    form = rf"([+-]?)(£?) ?([+-]?)(\d[\d,.]*(?: \d{{3}})*(?:\.\d+)?)({one_of(marks)})?"
    found = re.fullmatch(form, said, re.I)
    if found is None:
        return _worded(said, known)
    if not _WELL_WRITTEN.fullmatch(found[4]):
        _refuse(found[4])
        return None
    bare = re.sub("[, ]", "", found[4])
    power = len(str(marks[found[5].lower()])) - 1 if found[5] else 0
    value = float(f"{bare}e{power}") * (-1 if "-" in (found[1], found[3]) else 1)
    decimals = len(bare.partition(".")[2]) - power
    if found[2]:
        return Number(said, value, decimals, unit="£", style="pound sign")
    return Number(said, value, decimals)


def _worded(said: str, known: Words) -> Number | None:
    if not re.fullmatch(_in_words(known), said, re.I):
        return None
    total, part = 0, 0
    for word in re.findall("[a-z]+", said.lower()):
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in known.scales:
            total, part = total + max(part, 1) * known.scales[word], 0
        else:
            part += known.ones.get(word, known.tens.get(word, 0))
    return Number(said, float(total + part), style="words")


def _refuse(digits: str) -> None:
    """Refuse what may be a decimal comma as well as a comma between thousands."""
    if found := re.fullmatch(r"([\d.]+),(\d+)", digits):
        whole = found[1].replace(".", "")
        raise ValueError(
            f"{digits!r} can be read as {whole}.{found[2]} or as {int(whole + found[2])}: "
            "write the one that is meant."
        )
