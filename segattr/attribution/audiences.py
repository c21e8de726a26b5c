"""The credit of each audience whole: of everybody who is in it, be it in others too. It does not add up."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from segattr.attribution.attribute import attribute
from segattr.attribution.leads import has_name
from segattr.attribution.model import Model
from segattr.attribution.registry import find_models
from segattr.reduce.summary import Summary
from segattr.segments.audiences import audiences_of, summary_of
from segattr.segments.rules import Rules


def credit_of_audiences(
    summary: Summary, rule: Rules, models: Iterable[Model | str] | Model | str
) -> pd.DataFrame:
    """Return the credit within each audience of a set whose audiences may overlap.

    Parameters
    ----------
    summary : made by the set, so that its segments are combinations of audiences.
    rule : the set.
    models : as of `segattr.attribution.attribute.attribute`.

    Returns
    -------
    DataFrame ``audience, model, channel, conversions, value, share`` as `attribute` gives them for a set of
    this audience and everybody else: one conversion counts in every audience its customer is in.

    Raises
    ------
    UnknownName : no such model. UnsuitableData : the Summary lacks what a model needs.
    """
    chosen = find_models(models)
    found = [_of(summary, rule, name, chosen) for name in audiences_of(rule)]
    columns = ["audience", "model", "channel", "conversions", "value", "share"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def firsts(credit: pd.DataFrame) -> pd.DataFrame:
    """Return the channel with most conversions of each audience under each model, of those that have a name.

    Parameters
    ----------
    credit : from `credit_of_audiences`.

    Returns
    -------
    DataFrame ``audience, model, channel, share``; no row where no channel has any credit.

    Examples
    --------
    >>> rows = [("VIP", "last", "Email", 3.0, 0.75), ("VIP", "last", "Post", 1.0, 0.25)]
    >>> columns = ["audience", "model", "channel", "conversions", "share"]
    >>> firsts(pd.DataFrame(rows, columns=columns))["channel"].tolist()
    ['Email']
    """
    named = credit[credit["channel"].map(has_name).astype("bool") & (credit["conversions"] > 0)]
    ranked = named.sort_values(["conversions", "channel"], ascending=[False, True], kind="stable")
    most = ranked.drop_duplicates(["audience", "model"]).sort_index()
    return most[["audience", "model", "channel", "share"]].reset_index(drop=True)


def _of(summary: Summary, rule: Rules, audience: str, models: Iterable[Model]) -> pd.DataFrame:
    credit = attribute(summary_of(summary, rule, audience), models)
    return credit[credit["segment"] == audience].assign(audience=audience)
