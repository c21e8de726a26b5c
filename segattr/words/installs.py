"""What is said of app installs: how far they go, what they cost, and what was put together beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from segattr.words.averages import Name
from segattr.words.numbers import count, interval, many, money, percent

TITLE: Final = "How far do app installs go?"
COST_TITLE: Final = "What does an install cost, and what does an active user?"
INSTALLS, ANY = "App installs", "Any steps"
FUNNEL_OF: Final = "Funnel of"
BY: Final = "Told apart by"
ACTIVE, PAID = "Active is who did", "Paying is who did"
NOTHING: Final = "(nothing here)"
EVERYBODY: Final = "everybody"
MOST: Final = 4  # groups drawn beside everybody
LEFT_OUT: Final = "The picture shows the {n} largest groups; the table has all."
UNPLACED: Final = "Billed, and no install carries these names"
NO_COSTS: Final = (
    "What the installs cost is not in these data. Bring **spend per channel or campaign** (channel, start, "
    "spend; campaign, ad group, creative or platform where you have them) on the Data page."
)
NAMES: Final[Mapping[str, str]] = {
    "app": "app",
    "platform": "platform",
    "source": "source",
    "campaign": "campaign",
    "ad_group": "ad group",
    "creative": "creative",
    "country": "country",
    "provider": "attribution provider",
    "attribution": "attributed or not",
    "delivery": "way of delivery",
}
"""What an install can be told apart by, in words; other columns carry their own names."""

BY_HELP: Final = (
    "What the attribution provider credited (source, campaign, ad group, creative), what the install itself "
    "says (app, platform, country), or a column of your customers. Without an attribution in time an install "
    "is *organic or unattributed*: nobody knows which of the two, and it is not Direct."
)
STEPS_HELP: Final = (
    "An install counts here when it did this at or after the step before. Proposed by the events' names; "
    "choose what being active means for your app."
)
METHOD: Final = """
**One install per app instance.** Deliveries of one app that share a device id or an anonymous id are of the
same app instance, however they came: sent by the app itself (device-mode) or from server to server
(cloud-mode). A delivery that carries neither id goes by its user id. Later installs of the same instance are
reinstalls; they are counted, and not counted as installs.

**Who brought it.** An *Install Attributed* event belongs to the install with its device id, else its
anonymous id, else the last install of its user before it. It counts if it does not come before the install
and not later than the window; the first one counts. Without one, the install is *organic or unattributed*.

**Steps.** Install → opened → active → paid, each at or after the step before. Rates are of all installs of
the group, in the picture of those at the step before, with Wilson's range. Younger installs have had less
time for the later steps.

**Cost.** Every bill goes to the installs that agree with everything it names (channel, campaign, ad group …),
spread evenly. What names no install, and what was billed for days without data, is shown and not spread. A
bill that does not tell two groups apart gives both the same cost per install. The range of the cost per
active user follows from the range of the rate. This is no effect: some credited installs would have come
without the spend.

Wilson (1927), JASA 22:209 · Twilio Segment, *Spec: native mobile*
"""
EVENTS_ONLY: Final = (
    "These data hold app installs and no conversions beside them: the funnel of installs is shown, the other "
    "parts of this page need conversions."
)


def settings(
    window_days: float, same_days: float, activate: str, pay: str, keys: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return every convention with its value, one short text each.

    Parameters
    ----------
    keys : what names an install on a bill -> the column of the costs; None where there are no costs.

    Examples
    --------
    >>> settings(7, 1, "Signed Up", "", {"campaign": "Campaign"})[:2]
    ('attributions count up to 7 days after the install', 'installs within 1 day are one delivery')
    >>> settings(7, 1, "Signed Up", "")[2:]
    ('active: Signed Up', 'paid: no such event')
    """
    placed = [] if keys is None else [_placed_by(keys)]
    return (
        f"attributions count up to {_days(window_days)} after the install",
        f"installs within {_days(same_days)} are one delivery",
        f"active: {activate}",
        f"paid: {pay or 'no such event'}",
        *placed,
    )


def receipt(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return what was put together and left out, one sentence each; nothing of what did not happen.

    Parameters
    ----------
    counts : see `segattr.data.installs.Installs`.

    Examples
    --------
    >>> told = receipt({"delivered": 5, "repeated": 1, "reinstalls": 1, "installs": 3, "both_modes": 1})
    >>> print(*told, sep=chr(10))
    5 deliveries of installs are 3 app instances: 1 repeated delivery was put with its install, and 1 \
reinstall is not counted again.
    1 install was delivered both by the app and by a server.
    """
    of = dict.fromkeys(_LEFT, 0) | dict(counts)
    said = [
        f"{many(of['repeated'], 'repeated delivery', 'repeated deliveries')} "
        f"{_was(of['repeated'])} put with {'its install' if of['repeated'] == 1 else 'their installs'}",
        f"{many(of['reinstalls'], 'reinstall')} {'is' if of['reinstalls'] == 1 else 'are'} not counted again",
    ]
    delivered = many(of["delivered"], "delivery of installs", "deliveries of installs")
    instances = many(of["installs"], "app instance")
    both = of["both_modes"]
    lines = {
        f"{delivered} {'is' if of['delivered'] == 1 else 'are'} {instances}: {', and '.join(said)}.": True,
        f"{many(both, 'install')} {_was(both)} delivered both by the app and by a server.": both,
        f"{many(of['attributions_repeated'], 'attribution')} came again for an install that had one; the "
        "first counts.": of["attributions_repeated"],
        f"{many(of['conflicting'], 'install')} got attributions that name different adverts; the first "
        "counts.": of["conflicting"],
        f"{many(of['late'], 'attribution')} came after the window and {_was(of['late'])} not counted.": of[
            "late"
        ],
        f"{many(of['early'], 'attribution')} {_was(of['early'])} dated before the install and "
        f"{_was(of['early'])} not counted.": of["early"],
        f"{many(of['homeless'], 'attribution')} {'belongs' if of['homeless'] == 1 else 'belong'} to no "
        "install in these data.": of["homeless"],
    }
    return tuple(line for line, true in lines.items() if true)


def headline(
    figures: Mapping[str, float], active: str, paid: str, organic: float, *, name: Name = str
) -> str:
    """Say how far installs go, as Markdown.

    Parameters
    ----------
    figures : the row of everybody, see `segattr.averages.installs.installs`.
    active, paid : the events that stand for it; paid is empty where nothing does.
    organic : share of the installs without an attribution (0-1).

    Examples
    --------
    >>> row = {"installs": 2000, "active_rate": 0.31, "active_low": 0.29, "active_high": 0.33}
    >>> headline(row, "Signed Up", "", 0.3)
    'Of **2,000** installs **31 %** (29–33) become active (*Signed Up*). **30 %** are organic or \
unattributed.'
    """
    bought = f" and **{_rate(figures, 'pay')} pay (*{name(paid)}*)" if paid else ""
    return (
        f"Of **{count(figures['installs'])}** installs **{_rate(figures, 'active')} become active "
        f"(*{name(active)}*){bought}. **{percent(organic)}** are organic or unattributed."
    )


def cheap_and_dear(
    by: str,
    cheapest: Sequence[object],
    best: Sequence[object],
    currency: str = "",
    *,
    name: Name = str,
) -> str:
    """Say whose installs are cheapest and whose active users are, as Markdown; empty where there is no two.

    Parameters
    ----------
    cheapest, best : group, cost per install, cost per active user: of the group with the lowest first cost,
        and of the one with the lowest second.

    Examples
    --------
    >>> cheap_and_dear("campaign", ("Video", 1.5, 30.0), ("Brand", 4.0, 8.0), "EUR")
    'Installs cost least in campaign **Video** (**€1.50** each), active users in **Brand**: **€8.00** each, \
where one of **Video** costs **€30.00**.'
    """
    one, other = (f"**{name(str(row[0]))}**" for row in (cheapest, best))
    each, active, least = (
        f"**{money(float(str(value)), currency)}**" for value in (cheapest[1], cheapest[2], best[2])
    )
    if cheapest[0] == best[0]:
        return f"Installs ({each} each) and active users ({least} each) both cost least in {name(by)} {one}."
    return (
        f"Installs cost least in {name(by)} {one} ({each} each), active users in {other}: {least} each, "
        f"where one of {one} costs {active}."
    )


def not_placed(unplaced: float, outside: float, total: float, currency: str = "") -> str:
    """Say what of the spend is in no group; empty where all of it is.

    Examples
    --------
    >>> not_placed(300, 0, 1000, "EUR"), not_placed(0, 0, 1000)
    ('Of **€1k** spent, **€300** name no install and are in no group.', '')
    """
    parts = [
        f"**{money(unplaced, currency)}** name no install" if unplaced > 0 else "",
        f"**{money(outside, currency)}** are of days without data" if outside > 0 else "",
    ]
    told = " and ".join(filter(None, parts))
    return f"Of **{money(total, currency)}** spent, {told} and are in no group." if told else ""


_LEFT: Final = (
    *("delivered", "repeated", "reinstalls", "installs", "both_modes", "attributed", "attributions"),
    *("attributions_repeated", "conflicting", "early", "late", "homeless"),
)


def _rate(figures: Mapping[str, float], step: str) -> str:
    rate, low, high = (float(figures[f"{step}_{end}"]) for end in ("rate", "low", "high"))
    return f"{percent(rate)}** {interval(low, high)}"


def _placed_by(keys: Mapping[str, str]) -> str:
    names = ", ".join(NAMES.get(key, key) for key in keys)
    return f"spend placed by {names}" if names else "no bill names an install"


def _days(days: float) -> str:
    return f"{days:g} day" if days == 1 else f"{days:g} days"


def _was(number: float) -> str:
    return "was" if number == 1 else "were"
