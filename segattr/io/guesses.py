"""How well a column suits a field: by its name and by what it holds."""

from __future__ import annotations

from functools import cache

from segattr.io.content import Profile, words_of
from segattr.io.synonyms import names_of
from segattr.schema import Column

STRONG = 1.0
WEAK = 0.6
ENDING = 0.55  # `shop_customer_id` ends like `customer id`
CONTENT_ONLY = 0.4
STEP = 0.002  # lost per place further right in the list of names
PARSES = 0.5  # fewer readable cells than this, and the column is something else
FEW_LABELS = 50
# Fields for which a longer header that ends in a known name is believed.
BY_ENDING = ("customer_id", "ts", "channel", "start", "path")
# What asks a yes-or-no question, in front of the thing asked about.
ASKING = ("is", "has", "did", "was")
MONEY_NAMED_FLAG = 0.75


def suits(profile: Profile, *, role: str, field: Column) -> float:
    """Return from 0 to 1 how well a column suits a field of a role.

    Examples
    --------
    >>> import pandas as pd
    >>> from segattr.schema import TABLES
    >>> churn = Profile("Churn", pd.Series(["Yes", "No"]))
    >>> suits(churn, role="outcomes", field=TABLES["outcomes"].columns["converted"]) > 0.9
    True
    """
    named = named_like(profile, role, field.name)
    if field.kind == "time":
        return _as_time(profile, named)
    if field.kind == "flag":
        return _as_flag(profile, named)
    if field.kind == "path":
        return _as_path(profile, named)
    return named * _content(profile, field) if named else 0.0


def _content(profile: Profile, field: Column) -> float:
    if field.kind == "id":
        return _looks_like_ids(profile)
    if field.kind == "label":
        return _looks_like_labels(profile, field.name)
    return _readable(profile.numbers if field.kind == "money" else profile.counts) * (
        not _only_words(profile)
    )


def named_like(profile: Profile, role: str, field: str) -> float:
    """Return from 0 to 1 how much a column is called like a field of a role, whatever it holds.

    Examples
    --------
    >>> import pandas as pd
    >>> named_like(Profile("Customer ID", pd.Series(dtype="str")), "conversions", "customer_id")
    1.0
    """
    known = _known(role, field)
    exact = max((known.get(key, 0.0) for key in profile.keys), default=0.0)
    if exact or field not in BY_ENDING:
        return exact or _asked(profile, known, field)
    endings = ("".join(profile.words[-n:]) for n in (1, 2, 3, 4) if n < len(profile.words))
    return max((known.get(ending, 0.0) for ending in endings), default=0.0) * ENDING


def _asked(profile: Profile, known: dict[str, float], field: str) -> float:
    asks = field == "converted" and profile.words[:1] and profile.words[0] in ASKING
    return known.get("".join(profile.words[1:]), 0.0) if asks else 0.0


@cache
def _known(role: str, field: str) -> dict[str, float]:
    """Return how much each known name of a field is worth."""
    names = names_of(role, field)
    worth = {
        "".join(words_of(name)): strength - STEP * place
        for strength, listed in ((WEAK, names.weak), (STRONG, names.strong))
        for place, name in reversed(list(enumerate(listed.split(", "))))
        if name
    }
    return {**worth, "".join(words_of(field)): STRONG}


def _readable(share: float) -> float:
    """Return 1 where most cells can be read; the others may be flaws, which the loader tells."""
    return float(share >= PARSES)


def _only_words(profile: Profile) -> bool:
    """Whether the column says yes and no in words, not in numbers."""
    return profile.flags == 1.0 and profile.numbers < 1.0


def _looks_like_ids(profile: Profile) -> float:
    """Ids take many values; a yes-or-no column or a date is none."""
    few = profile.distinct <= 2 < len(profile.texts) // 5
    return 0.2 if few or profile.written_times > PARSES else 1.0


def _as_time(profile: Profile, named: float) -> float:
    if named:
        return named * _readable(profile.times)
    return CONTENT_ONLY * (profile.written_times >= 0.9)


def _as_flag(profile: Profile, named: float) -> float:
    if profile.flags < 1.0:
        return 0.0
    if 0 < named <= WEAK and _only_words(profile):
        return MONEY_NAMED_FLAG
    return named or CONTENT_ONLY / 2


def _as_path(profile: Profile, named: float) -> float:
    if not len(profile.texts):
        return 0.0
    joined = float(profile.texts.str.contains(r"\w\s*(?:>|→|»)\s*\w", regex=True).mean())
    by_content = CONTENT_ONLY * 2 if joined >= PARSES else 0.0
    return max(named * (profile.numbers < PARSES), by_content) if named else by_content


def _looks_like_labels(profile: Profile, field: str) -> float:
    if not len(profile.texts):
        return 0.5
    many = field == "channel" and profile.distinct > max(FEW_LABELS, 0.3 * len(profile.texts))
    return (0.5 if many else 1.0) * (0.6 if profile.numbers > PARSES else 1.0)
