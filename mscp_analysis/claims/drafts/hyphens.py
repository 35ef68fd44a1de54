"""Words that are broken at the end of a line, and hyphens that belong to a word."""

from __future__ import annotations

import re
from functools import cached_property

from mscp_analysis.claims.words import words

_BROKEN = re.compile(r"(?<![\w-])([A-Za-z]+)-$")
_SOFT = "\u00ad"


class Spelling:
    """The words of a draft, by which a broken word is told from one with a hyphen.

    Parameters
    ----------
    text : str
        The whole draft.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _known(self) -> frozenset[str]:
        whole = re.sub(r"\w+-\n\s*\w+", " ", self.text.lower())
        found = re.findall(r"(?<![\w-])[a-z]+(?:-[a-z]+)*(?![\w-])", whole)
        said = [*words().nouns, *words().nouns_of_one, *words().money]
        nouns = [word for noun in said for word in noun.split()]
        return frozenset([*found, *nouns])

    def is_broken(self, before: str, after: str) -> bool:
        """Whether the hyphen at the end of a line only breaks a word.

        Parameters
        ----------
        before, after : str
            The text up to the end of the line, and the line below.

        Examples
        --------
        >>> told = Spelling("Some re-referrals came.")
        >>> told.is_broken("a de-", "crease from"), told.is_broken("and re-", "referrals")
        (True, False)
        >>> told.is_broken("all re-", "ferrals"), told.is_broken("a multi-", "agency visit")
        (True, False)
        """
        if before.endswith(_SOFT):
            return True
        one, other = _BROKEN.search(before), re.match(r"[a-z]+", after)
        if one is None or other is None:
            return False
        first, second = one[1].lower(), other[0]
        if f"{first}-{second}" in self._known:
            return False
        if first + second in self._known:
            return True
        # A short beginning such as re- or co- leads up to whole words too: re-referrals.
        apart = second in self._known and (len(first) < 4 or first in self._known)
        return not apart and first not in words().kept_hyphens
