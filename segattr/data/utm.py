"""Where a visit came from, as its web address says: campaign parameters and the marks of paid clicks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import pandas as pd

PARAMETERS: Final[dict[str, str]] = {
    "source": "utm_source",
    "medium": "utm_medium",
    "campaign": "utm_campaign",
    "content": "utm_content",
    "term": "utm_term",
}
# Marks that ad platforms put on a paid click -> who did and how; used where nothing else is said.
CLICK_IDS: Final[dict[str, tuple[str, str]]] = {
    "gclid": ("google", "cpc"),
    "gbraid": ("google", "cpc"),
    "wbraid": ("google", "cpc"),
    "msclkid": ("bing", "cpc"),
}


def utm_of(url: str) -> dict[str, str]:
    """Return what one address says about source, medium, campaign, content and term.

    Parameters
    ----------
    url : a whole address, or only its end from the question mark or hash on.

    Notes
    -----
    Parameters after a ``#`` count where the query does not name them. Of a parameter that is named twice
    the first filled one counts. A click id names source and medium only where the address names neither.

    Examples
    --------
    >>> utm_of("https://example.com/?utm_source=News%20Letter&UTM_Medium=email#top")
    {'source': 'News Letter', 'medium': 'email'}
    >>> utm_of("/shop?gclid=abc")
    {'source': 'google', 'medium': 'cpc'}
    """
    said = _parameters(url)
    found = {name: said[parameter] for name, parameter in PARAMETERS.items() if parameter in said}
    if "source" in found or "medium" in found:
        return found
    paid = next((CLICK_IDS[mark] for mark in CLICK_IDS if mark in said), None)
    return found if paid is None else {"source": paid[0], "medium": paid[1], **found}


def _parameters(url: str) -> dict[str, str]:
    """Return the filled parameters of an address by their names in lower case; of two alike the first."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # a bracket that is no host: text that is no address says nothing
        return {}
    pairs = [*parse_qsl(parts.query), *parse_qsl(parts.fragment.rpartition("?")[2])]
    said: dict[str, str] = {}
    for name, value in pairs:
        if value.strip():
            said.setdefault(name.strip().lower(), value.strip())
    return said


def utm_columns(urls: pd.Series | Iterable[str | None]) -> pd.DataFrame:
    """Return source, medium, campaign, content and term of each address; missing where it does not say.

    Examples
    --------
    >>> utm_columns(["/?utm_source=fb&utm_campaign=may", None])[["source", "campaign"]].values.tolist()
    [['fb', 'may'], [nan, nan]]
    """
    column = urls if isinstance(urls, pd.Series) else pd.Series(list(urls), dtype="str")
    texts = column.astype("str")
    known = {url: utm_of(url) for url in texts.dropna().unique()}
    rows = {name: texts.map({url: said.get(name) for url, said in known.items()}) for name in PARAMETERS}
    return pd.DataFrame(rows, index=column.index).astype("str")
