"""Whether touches are in the channel they came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found, Mask
from segattr.checks.spellings import NO_NAME, plain_form
from segattr.checks.texts import agreeing, counts, is_text, rows_where, shown, told
from segattr.words.numbers import many, share

UNNAMED: Final = frozenset([*NO_NAME, "(unknown)"])
GATEWAYS: Final = (
    r"(?:^|[./])(?:paypal|stripe|klarna|adyen|mollie|sofort|giropay|worldpay|checkout\.com|afterpay|clearpay|"
    r"saferpay|datatrans|braintree|amazonpay|pay\.google|payments\.amazon)(?:[./]|$)"
)
UNPLACED: Final = frozenset(
    ["other", "(other channels)", "unassigned", "unknown", "unclassified", "misc", "others"]
)
MANY_UNPLACED: Final = 0.1
DIRECT: Final = frozenset(["direct", "(direct)"])
MUCH_DIRECT: Final = 0.4
PAID: Final = r"^(?:cpc|ppc|cpm|cpv|cpa|paid.*|.*retargeting|display|banner)$"
SOME_UNLABELLED: Final = 0.05
CLICK_ID: Final = r"[?&](?:gclid|gbraid|wbraid|fbclid|msclkid|ttclid|li_fat_id)="
UNPAID: Final = r"^(?:\(none\)|none|direct|organic|referral|\(direct\))$"
SOCIAL_ONLY: Final = frozenset(["facebook", "instagram", "linkedin", "twitter", "tiktok", "pinterest"])
SEARCH_ONLY: Final = frozenset(["google", "bing", "yahoo", "duckduckgo", "ecosia"])
SOME_AGAINST: Final = 0.005


def gateways(evidence: Evidence) -> Iterator[Found]:
    """Find payment services that count as the source of the visit."""
    for name in ("source", "channel"):
        values = evidence.column("touchpoints", name)
        if values is None or not is_text(values):
            continue
        rows = rows_where(values, lambda texts: texts.str.lower().str.contains(GATEWAYS, regex=True))
        if rows.any():
            yield evidence.found(
                "touchpoints",
                rows,
                title=f"{told(rows, 'touch', 'touches', verb='come')} from a payment "
                f"service ({shown([*counts(values[rows]).index])}): people return from it, they do not "
                "come from it.",
                severity="high",
                column=name,
            )


def much_direct(evidence: Evidence) -> Iterator[Found]:
    """Find that much of the traffic came from nowhere anybody knows."""
    rows = _channel_in(evidence, DIRECT)
    if len(rows) and rows.mean() > MUCH_DIRECT:
        yield evidence.found(
            "touchpoints",
            rows,
            title=f"{share(rows.mean())} of all touches are Direct: much of it is traffic whose source was "
            "lost.",
            severity="medium",
            column="channel",
        )


def unplaced(evidence: Evidence) -> Iterator[Found]:
    """Find touches in a channel for what fits nowhere."""
    rows = _channel_in(evidence, UNPLACED)
    if len(rows) and rows.mean() >= MANY_UNPLACED:
        yield evidence.found(
            "touchpoints",
            rows,
            title=f"{told(rows, 'touch', 'touches', verb='are')} in a channel for what fits nowhere else.",
            severity="medium",
            column="channel",
        )


def unlabelled(evidence: Evidence) -> Iterator[Found]:
    """Find paid touches without a campaign, and touches with a source but no medium."""
    media = evidence.column("touchpoints", "medium")
    if media is None or not is_text(media):
        return
    paid = rows_where(media, lambda texts: texts.str.lower().str.fullmatch(PAID))
    for name, asked, kind in (("campaign", paid, "paid"), ("medium", _filled(evidence, "source"), "sourced")):
        lacking = asked & ~_filled(evidence, name) if len(asked) else asked
        if evidence.column("touchpoints", name) is not None and lacking.sum() >= SOME_UNLABELLED * max(
            asked.sum(), 1
        ):
            yield evidence.found(
                "touchpoints",
                lacking,
                title=f"{many(int(lacking.sum()), 'touch', 'touches')} "
                f"{'of a paid medium' if kind == 'paid' else 'with a source'} "
                f"({share(lacking.sum() / asked.sum())} of those) "
                f"{agreeing(int(lacking.sum()), 'have')} no {name}.",
                severity="medium",
                column=name,
                of=int(asked.sum()),
            )


def contradictions(evidence: Evidence) -> Iterator[Found]:
    """Find touches whose medium does not go with their source or with the click id in their address."""
    media, sources = (evidence.column("touchpoints", name) for name in ("medium", "source"))
    if media is None or not is_text(media):
        return
    forms = rows_where(media, lambda texts: texts.str.lower().str.fullmatch(UNPAID))
    against = np.zeros(len(forms), dtype=bool)
    pages = evidence.column("touchpoints", "landing_page")
    if pages is not None and is_text(pages):
        against |= forms & rows_where(pages, lambda texts: texts.str.contains(CLICK_ID, regex=True))
    if sources is not None and is_text(sources):
        against |= _source_in(sources, SOCIAL_ONLY) & _medium(media, "search")
        against |= _source_in(sources, SEARCH_ONLY) & _medium(media, "social")
    if against.mean() >= SOME_AGAINST:
        yield evidence.found(
            "touchpoints",
            against,
            title=f"{told(against, 'touch', 'touches', verb='have')} a medium that their "
            "source or the click id in their address contradicts, such as google with a social medium.",
            severity="medium",
            column="medium",
        )


def _channel_in(evidence: Evidence, names: frozenset[str]) -> Mask:
    values = evidence.column("touchpoints", "channel")
    if values is None or not is_text(values):
        return np.zeros(0, dtype=bool)
    return rows_where(values, lambda texts: texts.str.strip().str.lower().isin(names))


def _filled(evidence: Evidence, name: str) -> Mask:
    values = evidence.column("touchpoints", name)
    if values is None:
        return np.zeros(len(evidence.rows("touchpoints")), dtype=bool)
    if not is_text(values):
        return values.notna().to_numpy()
    return rows_where(values, lambda texts: ~texts.str.strip().str.lower().isin(UNNAMED))


def _source_in(values: pd.Series, names: frozenset[str]) -> Mask:
    return rows_where(values, lambda texts: texts.map(plain_form).isin(names))


def _medium(values: pd.Series, word: str) -> Mask:
    return rows_where(values, lambda texts: texts.str.lower().str.contains(word, regex=False))


CHECKS: Final = (
    Check(
        "gateways",
        "Do payment services such as PayPal count as the source of a visit?",
        "high",
        "Leave these touches out, and exclude the service as a referral in your analytics.",
        ("attribution",),
        gateways,
        "leave_out",
    ),
    Check(
        "much_direct",
        "Is more than 40 % of the traffic Direct?",
        "medium",
        "Compare last touch with last non-direct. Tag e-mails, apps and documents.",
        ("attribution",),
        much_direct,
    ),
    Check(
        "unplaced",
        "Are many touches in a channel for what fits nowhere else (Other, Unassigned)?",
        "medium",
        "Look at their sources and media, and give them a channel by a rule on the Data page.",
        ("attribution",),
        unplaced,
    ),
    Check(
        "unlabelled",
        "Do paid touches lack a campaign, or touches with a source a medium?",
        "medium",
        "Tag the links of these campaigns completely.",
        ("attribution", "cost"),
        unlabelled,
    ),
    Check(
        "contradictions",
        "Does the medium contradict the source or the click id in the address?",
        "medium",
        "Correct the tags; a click id means that somebody paid for the click.",
        ("attribution", "cost"),
        contradictions,
    ),
)
