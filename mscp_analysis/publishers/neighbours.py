"""Department for Education: the lists of statistical neighbours."""

from __future__ import annotations

from typing import NamedTuple

from mscp_analysis.areas import Register
from mscp_analysis.publishers import rules
from mscp_analysis.publishers.reading import Sheet, refusal

TITLE = "Statistical neighbours of each authority"
NUMBER = 10
HEADING = ("la_num", "la_name", "la_number", "sn1", "snp")


class Neighbour(NamedTuple):
    """One neighbour of one authority in one list."""

    model: str
    first_year: str
    last_year: str
    area_code: str
    rank: str
    neighbour_code: str
    closeness: str


def is_list(sheet: Sheet) -> bool:
    """Whether it is a list of neighbours, from the heading that both lists share."""
    return set(HEADING) <= set(sheet.header)


def tidy(sheet: Sheet, areas: Register, stated: str | None = None) -> tuple[str, list[Neighbour]]:
    """A list of neighbours with ONS codes, and the release that it is.

    The block ``Old SNs`` at the foot belongs to earlier lists and is left out: authorities
    that had been abolished have no neighbours in this one. Which list it is shows in the
    authorities that it covers.

    Parameters
    ----------
    sheet : Sheet
        The list.
    areas : Register
        The areas, for their codes.
    stated : str, optional
        Release, where the authorities do not tell it.

    Returns
    -------
    (str, list of Neighbour)

    Raises
    ------
    ValueError
        If a code is unknown, an authority is missing or comes twice, or has not ten neighbours.
    """
    listed: dict[str, list[tuple[str, str]]] = {}
    first = sheet.header.index("sn1")
    for row, texts in sheet.lines:
        if texts[1].startswith("Old SNs"):
            break
        own = _code(sheet, row, "LA num", texts[0], areas)
        if own in listed:
            raise refusal(sheet.file, row, "LA num", "each authority once", f"{texts[0]} again",
                          "remove the repeated row or download the file again")  # fmt: skip
        cells = texts[first : first + 2 * NUMBER]
        codes = [_code(sheet, row, f"SN{i + 1}", cells[2 * i], areas) for i in range(NUMBER)]
        if len({own, *codes}) != NUMBER + 1:
            raise refusal(sheet.file, row, "SN1 to SN10", "ten other authorities",
                          "one of them twice", "download the file again")  # fmt: skip
        listed[own] = list(zip(codes, (word.strip().lower() for word in cells[1::2]), strict=True))
    release = stated or _release(sheet, set(listed), areas)
    model = rules.releases()[release]["model"]
    years = model.get("first_year", ""), model.get("last_year", "")
    return release, [
        Neighbour(model["name"], *years, own, str(rank), code, closeness)
        for own, near in sorted(listed.items())
        for rank, (code, closeness) in enumerate(near, start=1)
    ]


def _code(sheet: Sheet, row: int, column: str, text: str, areas: Register) -> str:
    try:
        return areas.by_code(text.strip()).code
    except LookupError:
        raise refusal(
            sheet.file, row, column, "a three-digit code of an authority", repr(text),
            "import a newer history of area codes (las.csv) with it",
        ) from None  # fmt: skip


def _release(sheet: Sheet, listed: set[str], areas: Register) -> str:
    for name, entry in rules.releases().items():
        covers = entry.get("model", {}).get("authorities_of")
        if covers and listed == {area.code for area in areas.open_in(covers)}:
            return name
    raise ValueError(
        f"{sheet.file}: its {len(listed)} authorities are those of no list in the register; "
        "the file is cut short, or name the release (releases={file: release})."
    )
