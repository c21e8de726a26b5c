"""What is to be found in the app's installs, with the figures behind every sentence."""

from __future__ import annotations

import pandas as pd

from segattr.sample.installs_story import ELSEWHERE, SAME_DAYS, START, WINDOW_DAYS

Truth = dict[str, object]
NO = "organic or unattributed"


def truths(people: pd.DataFrame, calls: pd.DataFrame, costs: pd.DataFrame) -> Truth:
    """Return the planted truths: name -> a sentence for the reveal and its figures.

    Parameters
    ----------
    people : one row per app instance, see `segattr.sample.installs`.
    calls : every call that was sent.
    costs : the bills.
    """
    credited = (people["spot"] > 0) & ~people["late"] & ~people["early"]
    known = people.assign(
        credited=credited, **{n: people[n].where(credited, NO) for n in ("campaign", "creative", "ad_group")}
    )
    return {
        "rule": {"window_days": WINDOW_DAYS, "same_days": SAME_DAYS, "activate": "Signed Up"},
        "deliveries": _deliveries(people, calls),
        "organic": _organic(people, credited),
        "funnel": _funnel(known),
        "platform": _platforms(known),
        "campaigns": _campaigns(known, costs),
        "creative": _creatives(known),
        "spend": _spend(costs),
    }


def _counts(rows: pd.DataFrame) -> Truth:
    done = {name: int(rows[column].sum()) for name, column in _STEPS.items()}
    return {"installs": len(rows), **done, "active_rate": float(rows["active"].mean())}


_STEPS = {"opened": "opened", "activated": "active", "paid": "paid"}


def _deliveries(people: pd.DataFrame, calls: pd.DataFrame) -> Truth:
    sent = int((calls["event"] == "Application Installed").sum())
    again, both = int(people["again"].sum()), int(people["double"].sum())
    return {
        "sentence": f"{sent:,} deliveries are {len(people):,} installs: {both:,} came from the app and a "
        f"server, {int(people['resent'].sum()):,} were sent twice, {again:,} are reinstalls.",
        "delivered": sent,
        "installs": len(people),
        "repeated": sent - len(people) - again,
        "reinstalls": again,
        "both_modes": both,
    }


def _organic(people: pd.DataFrame, credited: pd.Series) -> Truth:
    ours = people["spot"] > 0
    late, early = (int((people[name] * (1 + people["double"])).sum()) for name in ("late", "early"))
    return {
        "sentence": f"{int((~credited).sum()):,} installs are organic or unattributed; of "
        f"{int((ours & ~credited).sum()):,} of them the attribution came too late, or before the install.",
        "installs": int((~credited).sum()),
        "attributed": int(credited.sum()),
        "late": late,
        "early": early,
    }


def _funnel(people: pd.DataFrame) -> Truth:
    found = _counts(people)
    return {
        "sentence": f"Of {found['installs']:,} installs {found['activated']:,} become active and "
        f"{found['paid']:,} pay.",
        **found,
    }


def _platforms(people: pd.DataFrame) -> Truth:
    by = {str(name): _counts(rows) for name, rows in people.groupby("platform")}
    return {
        "sentence": "On Android far fewer installs become active than on iOS, in every campaign alike.",
        **by,
    }


def _campaigns(people: pd.DataFrame, costs: pd.DataFrame) -> Truth:
    inside = costs[(costs["end"] >= START.normalize()) & (costs["channel"] != ELSEWHERE[0])]
    spend = inside.groupby("campaign")["spend"].sum()
    by = {}
    for name, rows in people.groupby("campaign"):
        found = _counts(rows)
        paid = float(spend.get(name, 0.0))
        each = {"cost_per_install": paid / len(rows), "cost_per_active": paid / int(rows["active"].sum())}
        by[str(name)] = found | {"spend": paid} | (each if paid else {})
    billed = {name: row for name, row in by.items() if row["spend"]}
    cheapest = min(billed, key=lambda name: float(str(billed[name]["cost_per_install"])))
    dearest = max(billed, key=lambda name: float(str(billed[name]["cost_per_active"])))
    best = min(billed, key=lambda name: float(str(billed[name]["cost_per_active"])))
    return {
        "sentence": f"{cheapest} has the cheapest installs, and the dearest active users are {dearest}'s; "
        f"{best} has the cheapest active users.",
        "cheapest_install": cheapest,
        "cheapest_active": best,
        "dearest_active": dearest,
        "by": by,
    }


def _creatives(people: pd.DataFrame) -> Truth:
    clips = people[people["creative"].isin(["Clip A", "Clip B"])]
    by = {str(name): _counts(rows) for name, rows in clips.groupby("creative")}
    return {
        "sentence": "Two clips of one ad group bring as many installs; those of Clip B hardly become active.",
        **by,
    }


def _spend(costs: pd.DataFrame) -> Truth:
    unplaced = float(costs.loc[costs["channel"] == ELSEWHERE[0], "spend"].sum())
    before = float(costs.loc[costs["end"] < START.normalize(), "spend"].sum())
    return {
        "sentence": f"{ELSEWHERE[1]} is billed and brings no install; one bill is from before the data.",
        "total": float(costs["spend"].sum()),
        "not_placed": unplaced,
        "other_days": before,
    }
