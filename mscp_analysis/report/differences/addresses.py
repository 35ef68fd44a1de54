"""What is compared: a report that lies in a folder, or one that is built for the occasion."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mscp_analysis import areas
from mscp_analysis.report import parameters
from mscp_analysis.report.build import build
from mscp_analysis.report.differences import built

_ADDRESS = re.compile(
    r"(?:(?P<place>[^@]+)/)?(?P<year>\d{4}(?:[-/_]\d{2,4})?)(?:@(?P<day>[^@/]+))?"
)


def find(addresses: Sequence[str], partnership: str) -> list[built.Built]:
    """The reports that addresses name; nothing is built unless each of them can be.

    Parameters
    ----------
    addresses : sequence of str
        Each a folder with a report; or ``[PLACE/]YEAR[@DATE]``: place is a folder in
        ``data/partnerships`` or an authority, date that at which the figures are known. What is
        no folder is built, in a folder that is removed again.
    partnership : str
        The place where an address names none.

    Returns
    -------
    list of Built

    Raises
    ------
    ValueError
        If one is neither, or the folder holds no report.
    LookupError
        If there is no such place or year.
    """
    folders = [Path(address) if Path(address).is_dir() else None for address in addresses]
    ready = [
        built.read(folder) if folder else request(address, partnership)
        for folder, address in zip(folders, addresses, strict=True)
    ]
    return [one if isinstance(one, built.Built) else _built(one) for one in ready]


def _built(asked: parameters.Request) -> built.Built:
    with tempfile.TemporaryDirectory(prefix="mscp-diff-") as scratch:
        out = Path(scratch) / "report"
        build(asked, out)
        return built.read(out)


def request(address: str, partnership: str) -> parameters.Request:
    """The report that an address asks for, where it is not the name of a folder.

    Raises
    ------
    ValueError
        If it is not written as an address.
    LookupError
        If there is no such place or year.

    Examples
    --------
    >>> asked = request("kent/2022-23@2023-10-31", "medway")
    >>> asked.area.name, asked.year.label, asked.known_at.isoformat()
    ('Kent', '2022-23', '2023-10-31')
    """
    said = _ADDRESS.fullmatch(address)
    if said is None:
        raise ValueError(
            f"{address!r} is neither a folder nor a report that can be built: write it as "
            "2023-24, medway/2023-24 or 2023-24@2023-10-31."
        )
    place = said["place"] or partnership
    if (areas.data_folder() / "partnerships" / place / "partnership.yaml").is_file():
        return parameters.request(said["year"], partnership=place, known_at=said["day"])
    return parameters.request(said["year"], area=place, known_at=said["day"])
