"""The fonts of the PDF: those that come with Matplotlib, in which its charts were laid out."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path

REGULAR, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
_FONTS = {
    REGULAR: ("DejaVu Sans", "normal", "normal"),
    BOLD: ("DejaVu Sans", "bold", "normal"),
    "DejaVuSans-Oblique.ttf": ("DejaVu Sans", "normal", "italic"),
    "DejaVuSans-BoldOblique.ttf": ("DejaVu Sans", "bold", "italic"),
    "DejaVuSansMono.ttf": ("DejaVu Sans Mono", "normal", "normal"),
}


def faces() -> str:
    """The rules that name them to WeasyPrint, so that a PDF looks the same wherever it is made."""
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{(_folder() / name).as_uri()}"); }}\n'
        for name, (family, weight, style) in _FONTS.items()
    )


def across(words: str, font: str = REGULAR) -> float:
    """How wide words stand in a line, for letters of size 1.

    Pairs of letters that stand closer together are not looked at, so that words are never wider.

    Parameters
    ----------
    words : str
        The words.
    font : str, optional
        ``REGULAR`` or ``BOLD``.

    Returns
    -------
    float

    Examples
    --------
    >>> round(across("12") / across("1"), 6)
    2.0
    >>> across("Words", BOLD) > across("Words")
    True
    """
    letters = _letters(font)
    return sum(letters.get(ord(letter), 1.0) for letter in words)


@cache
def _letters(font: str) -> Mapping[int, float]:
    """The width of each letter, by its number."""
    from fontTools.ttLib import TTFont  # Comes with WeasyPrint, without which there is no PDF.

    with TTFont(_folder() / font, lazy=True) as read:
        widths, units = read["hmtx"].metrics, read["head"].unitsPerEm
        return {code: widths[name][0] / units for code, name in read.getBestCmap().items()}


@cache
def _folder() -> Path:
    # Looked for and not imported: Matplotlib takes longer than the PDF of a short page.
    found = importlib.util.find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
