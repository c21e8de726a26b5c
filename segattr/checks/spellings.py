"""Which texts are the same name, spelled in several ways."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

NOT_SET: Final = "(not-set)"
NO_NAME: Final = frozenset(["", "(not set)", "not set", "(not provided)", "null", "undefined", "n/a", "nan"])
SHORTEST_SLIP: Final = 5  # letters of a word; in a shorter one a different letter is a different word
RARER_THAN: Final = 0.1  # of the right spelling: a slip is rare, two names that look alike need not be
SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "facebook": ("fb", "facebook.com", "l.facebook.com", "lm.facebook.com", "m.facebook.com"),
    "instagram": ("ig", "insta", "instagram.com", "l.instagram.com"),
    "google": ("google.com", "google-ads", "googleads", "adwords", "google-adwords"),
    "bing": ("bing.com", "bingads", "bing-ads"),
    "linkedin": ("linkedin.com", "lnkd.in"),
    "twitter": ("twitter.com", "t.co", "x.com", "tw"),
    "youtube": ("youtube.com", "m.youtube.com", "yt"),
    "pinterest": ("pinterest.com",),
    "tiktok": ("tiktok.com", "tik-tok"),
}
MEDIA: Final[Mapping[str, tuple[str, ...]]] = {
    "cpc": ("ppc",),
    "email": ("e-mail", "mail"),
    "paid-social": ("paidsocial",),
    "paid-search": ("paidsearch",),
    "organic-social": ("organicsocial",),
    "organic-search": ("organicsearch",),
}
_ALIASES: Final = {
    alias: name for names in (SOURCES, MEDIA) for name, aliases in names.items() for alias in aliases
}
COUNTRIES: Final[Mapping[str, str]] = {
    alias: country
    for country, aliases in {
        "germany": "de deu ger deutschland allemagne",
        "austria": "at aut österreich oesterreich autriche",
        "switzerland": "ch che schweiz suisse svizzera",
        "france": "fr fra frankreich",
        "italy": "it ita italien italia italie",
        "spain": "es esp spanien espana españa espagne",
        "netherlands": "nl nld niederlande holland",
        "belgium": "be bel belgien belgique",
        "poland": "pl pol polen polska pologne",
        "united-kingdom": "uk gb gbr england great-britain",
        "united-states": "us usa u.s. united-states-of-america",
    }.items()
    for alias in aliases.split()
}
_JOINED: Final = re.compile(r"[\s_+\-–]+")


def plain_form(text: str) -> str:
    """Return a name in the one form its spellings share, apart from slips of the finger.

    Examples
    --------
    >>> plain_form("FACEBOOK "), plain_form("fb"), plain_form("Paid_Social"), plain_form("")
    ('facebook', 'facebook', 'paid-social', '(not-set)')
    """
    name = unicodedata.normalize("NFKC", text).casefold().strip()
    if name in NO_NAME:
        return NOT_SET
    joined = _JOINED.sub("-", name).removeprefix("www.")
    return _ALIASES.get(joined, joined)


def spelling_groups(
    counts: Mapping[str, int], *, aliases: Mapping[str, str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return names that are spelled in several ways, each with its spellings, the most frequent first.

    Parameters
    ----------
    counts : text -> how many rows hold it.
    aliases : further form -> the name it stands for, such as `COUNTRIES`.

    Notes
    -----
    Case, spaces, joining signs and known aliases (fb, facebook.com) make one name. So does one slip in a word
    of five letters or more, where no digit stands and the slip is ten times rarer than what it slips from.

    Examples
    --------
    >>> spelling_groups({"google": 40, "Google": 9, "googel": 1, "bing": 7})
    {'google': ('google', 'Google', 'googel')}
    """
    plain = {text: plain_form(text) for text in counts}
    forms = {text: (aliases or {}).get(form, form) for text, form in plain.items()}
    total: dict[str, int] = defaultdict(int)
    for text, form in forms.items():
        total[form] += counts[text]
    right = _slips(total)
    groups: dict[str, list[str]] = defaultdict(list)
    for text in sorted(counts, key=lambda text: (-counts[text], text)):
        groups[right.get(forms[text], forms[text])].append(text)
    return {name: tuple(texts) for name, texts in groups.items() if len(texts) > 1}


def one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter too many, too few or wrong, or by two swapped ones.

    Examples
    --------
    >>> one_slip("google", "googel"), one_slip("facebok", "facebook"), one_slip("google", "gogle1")
    (True, True, False)
    """
    if len(one) == len(other):
        odd = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(odd) == 2 and odd[1] == odd[0] + 1
        return len(odd) == 1 or (swapped and one[odd[0]] == other[odd[1]] and one[odd[1]] == other[odd[0]])
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and short in _shortened(long) and long != f"{short}s"


def _slips(totals: Mapping[str, int]) -> dict[str, str]:
    """Return rare form -> the frequent one it slips from."""
    near: dict[str, list[str]] = defaultdict(list)
    for form in totals:
        if not any(sign.isdigit() for sign in form):
            for part in {form, *_shortened(form)}:
                near[part].append(form)
    slips: dict[str, str] = {}
    for forms in near.values():
        best = max(forms, key=lambda form: (totals[form], form))
        for form in forms:
            rare = totals[form] <= RARER_THAN * totals[best]
            if rare and _same_but_a_slip(form, best) and totals[best] > totals.get(slips.get(form, ""), 0):
                slips[form] = best
    return {form: slips.get(best, best) for form, best in slips.items()}


def _same_but_a_slip(one: str, other: str) -> bool:
    ones, others = one.split("-"), other.split("-")
    if len(ones) != len(others):
        return False
    odd = [(a, b) for a, b in zip(ones, others, strict=True) if a != b]
    if len(odd) != 1 or min(map(len, odd[0])) < SHORTEST_SLIP:
        return False
    a, b = odd[0]
    return a[0] == b[0] and one_slip(a, b)


def _shortened(word: str) -> Iterable[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
