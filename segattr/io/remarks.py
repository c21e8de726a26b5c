"""What an export says of its own figures: that they rest on a sample, or that small groups were left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WHOLE: Final = 100.0
_NUMBER: Final = r"(\d{1,3}(?:[.,]\d+)?)\s?%"
_OF: Final = (
    r"\s*(?:of|der|des|von|de|d[eu]s?)?\s*(?:the |your |all |total |available |verfügbaren |las |los |les )*"
)
_ROWS: Final = (
    r"(sessions?|users?|events?|visits?|data|hits|sitzungen|nutzer|daten|sesiones|usuarios|données)"
)
PART: Final = re.compile(
    rf"(?:based on|basier\w* auf|bas[ée]\w* sur|basad[oa]s? en|sample of)\D{{0,12}}{_NUMBER}{_OF}{_ROWS}?|"
    rf"sampl(?:ed at|ing(?: rate| level)?)\W{{0,3}}{_NUMBER}",
    re.IGNORECASE,
)
SAMPLED: Final = re.compile(
    r"(?<!un)(?<!non-)\bsampled\b|\bsampling (?:was |has been )?applied|contains? sampl|stichprobe|"
    r"échantillon|muestre",
    re.IGNORECASE,
)
THRESHOLD: Final = re.compile(
    r"threshold(?:s|ing)?\W+(?:\w+\W+){0,3}appl|appl\w+ (?:data )?threshold|subject to (?:data )?threshold|"
    r"schwellenwert|seuils?\b.{0,20}appliqu",
    re.IGNORECASE,
)
FOLDED: Final = re.compile(r"[(\u201c\"']other[)\u201d\"'] row|high[- ]cardinality", re.IGNORECASE)
_NOT: Final = re.compile(
    r"\b(?:no|not|non|never|without|isn.t|aren.t|wasn.t|kein\w*|nicht|ohne|sans|sin)\b", re.IGNORECASE
)
_PIECES: Final = re.compile(r"; | / |(?<=[a-zA-Z%)])\. ")


@dataclass(frozen=True)
class Remark:
    """One thing an export says of its figures.

    Attributes
    ----------
    line : what it says, as it stands there.
    kind : ``sampled``, ``thresholds`` or ``folded``.
    share : percent of the rows a sample holds; None where it is not said.
    rows : rows of what, in its own words; empty where it is not said.
    """

    line: str
    kind: str
    share: float | None = None
    rows: str = ""


def remark(line: str) -> Remark | None:
    """Return what a line says of the figures; None where it says nothing, or that they are whole.

    Examples
    --------
    >>> remark("This report is based on 43.2% of sessions.")
    Remark(line='This report is based on 43.2% of sessions.', kind='sampled', share=43.2, rows='sessions')
    >>> remark("Based on 100 % of available data") is None, remark("Data thresholds applied").kind
    (True, 'thresholds')
    """
    if (part := PART.search(line)) is not None:
        share = float((part[1] or part[3]).replace(",", "."))
        return Remark(line, "sampled", share, (part[2] or "").lower()) if 0 < share < WHOLE else None
    for kind, sign in (("sampled", SAMPLED), ("thresholds", THRESHOLD), ("folded", FOLDED)):
        found = sign.search(line)
        if found is not None and not _NOT.search(line):
            return Remark(line, kind)
    return None


def about_figures(line: str) -> bool:
    """Whether a line speaks of how whole the figures are, also where it says that they are.

    Examples
    --------
    >>> about_figures("Based on 100 % of sessions"), about_figures("Paid Search")
    (True, False)
    """
    return any(sign.search(line) for sign in (PART, SAMPLED, THRESHOLD, FOLDED))


def remarks(texts: Iterable[str]) -> tuple[Remark, ...]:
    """Return what texts of several lines or sentences say of the figures, each thing once.

    Examples
    --------
    >>> [each.kind for each in remarks(["Account: Demo; Based on 12 % of users / Thresholding applied"])]
    ['sampled', 'thresholds']
    """
    lines = (line.strip(" .") for text in texts for line in _PIECES.split(text))
    found = (remark(line) for line in lines)
    return tuple(dict.fromkeys(each for each in found if each is not None))
