"""One planted fault per check: how the clean world is spoilt, and how much of it a check has to find."""

from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
import pandas as pd

import segattr as sa
from segattr.data.layout import held_against, layouts_of
from tests.checks.worlds import CUSTOMERS, DAYS, START, WithApp


@dataclass(frozen=True)
class Fault:
    """A fault in the clean world.

    Attributes
    ----------
    spoil : from the clean world to the faulty one.
    count : what the finding has to count; None where the world decides (`expect` then says how).
    table, severity : of the finding.
    gone : whether its fix leaves nothing of it.
    """

    spoil: object
    count: int
    table: str
    severity: str


def rows(first, last):
    return np.r_[first:last]


def every(step, role="touchpoints"):
    return lambda table: np.arange(len(table)) % step == 0


FAULTS = {}


def fault(name, count, table, severity):
    def keep(spoil):
        FAULTS[name] = Fault(spoil, count, table, severity)
        return spoil

    return keep


@fault("repeated_rows", 60, "touchpoints", "high")
def _(world):
    return world.with_more("touchpoints", world.touchpoints.iloc[:60])


@fault("cut_off", 5_000, "touchpoints", "high")
def _(world):
    more = world.touchpoints.iloc[:1_000]
    return world.with_more("touchpoints", more.assign(ts=more["ts"] + pd.Timedelta(minutes=1)))


@fault("folded_rows", 100, "touchpoints", "high")
def _(world):
    return world.with_rows("touchpoints", rows(0, 100), campaign="(other)")


@fault("blank_amounts", 100, "conversions", "blocker")
def _(world):
    return world.with_rows("conversions", rows(0, 100), value=None, margin=None)


@fault("no_times", 20, "touchpoints", "medium")
def _(world):
    touches = world.touchpoints.assign(ts=world.touchpoints["ts"].dt.normalize())
    single = touches.drop_duplicates(["customer_id", "ts"])
    again = single.iloc[:10].assign(channel="Social", campaign="another", source="facebook", medium="social")
    again["content"] = "second"
    return replace(world, touchpoints=pd.concat([single, again], ignore_index=True))


@dataclass(frozen=True)
class NextQuarter:
    """The orders alone, held against those of the quarter before, which had other columns."""

    orders: pd.DataFrame
    before: pd.DataFrame

    def dataset(self):
        then = layouts_of(sa.load(conversions=self.before).receipts)
        return held_against(sa.load(conversions=self.orders), then)


@fault("changed_columns", 3, "conversions", "medium")
def _(world):
    """Lose the margin and the shop, and gain a campaign code."""
    orders = world.conversions
    return NextQuarter(
        orders.drop(columns="margin").assign(code="a"), before=orders.assign(shop=["north", "south"] * 200)
    )


@dataclass(frozen=True)
class Read:
    """Orders as they come out of a file, with what was said while they were read."""

    orders: pd.DataFrame

    def dataset(self):
        return sa.load(conversions=self.orders)


@fault("unread_dates", 100, "conversions", "blocker")
def _(world):
    """Write every fourth date as a word."""
    orders = world.conversions
    dates = orders["ts"].dt.strftime("%Y-%m-%d %H:%M:%S").where(np.arange(len(orders)) % 4 > 0, "yesterday")
    return Read(orders.assign(ts=dates))


@fault("placeholder_ids", 80, "touchpoints", "blocker")
def _(world):
    return world.with_rows("touchpoints", rows(0, 80), customer_id="guest")


@fault("blank_ids", 40, "conversions", "high")
def _(world):
    return world.with_rows("conversions", rows(0, 40), customer_id=None)


@fault("role_ids", 12, "touchpoints", "medium")
def _(world):
    return world.with_rows("touchpoints", rows(0, 12), customer_id="test@shop.de")


@fault("busy_ids", 400, "touchpoints", "medium")
def _(world):
    return world.with_rows("touchpoints", np.arange(0, 4_000, 10), customer_id="C-robot")


@fault("damaged_ids", 90, "touchpoints", "high")
def _(world):
    return world.with_rows("touchpoints", rows(0, 90), customer_id="1.2E+11")


@fault("same_person", 4, "customers", "high")
def _(world):
    mails = [f"p{place}@mail.de" for place in range(CUSTOMERS)]
    mails[:4] = ["one@mail.de", "One@mail.de ", "two@mail.de", "two@mail.de"]
    return world.with_column("customers", contact=mails)


@fault("many_addresses", None, "conversions", "high")
def _(world):
    """Give each order an address of its own, also those of one customer."""
    orders = world.conversions
    return world.with_column("conversions", contact="p" + orders["order_id"] + "@mail.de")


@dataclass(frozen=True)
class Listed:
    """The customers alone, as they come out of a file that lists some of them twice."""

    customers: pd.DataFrame

    def dataset(self):
        return sa.load(customers=self.customers)


@fault("told_differently", 12, "customers", "high")
def _(world):
    people = world.customers
    return Listed(pd.concat([people, people.iloc[:12].assign(region="East")], ignore_index=True))


@fault("lost_zeros", None, "touchpoints", "high")
def _(world):
    """Know customers by four digits, but for a file that went through a spreadsheet."""
    digits = {
        role: table.assign(customer_id=table["customer_id"].str.removeprefix("C"))
        for role, table in vars(world).items()
        if "customer_id" in table
    }
    touches = digits["touchpoints"]
    digits["touchpoints"] = touches.assign(customer_id=touches["customer_id"].astype(int).astype(str))
    return replace(world, **digits)


@dataclass(frozen=True)
class Report:
    """A report as its tool writes it, with what stands above and below the table."""

    text: str

    def dataset(self):
        return sa.load(outcomes=BytesIO(self.text.encode()))


@fault("sampled", 3, "outcomes", "high")
def _(_world):
    above = "# Free form 1\n# This report is based on 43.2% of sessions\n# 20260101-20260131\n\n"
    return Report(f"{above}Device,Users,Purchasers\nmobile,900,20\ndesktop,700,40\ntablet,90,3\n")


@fault("match_rate", 250, "conversions", "blocker")
def _(world):
    strangers = [f"X{place}" for place in range(250)]
    return world.with_rows("conversions", rows(0, 250), customer_id=strangers)


@fault("id_spelling", None, "conversions", "high")
def _(world):
    orders = world.conversions
    return replace(world, conversions=orders.assign(customer_id=orders["customer_id"].str.lower()))


@fault("uneven_match", None, "conversions", "high")
def _(world):
    south = world.customers.loc[world.customers["region"] == "South", "customer_id"]
    gone = world.touchpoints["customer_id"].isin(south.iloc[::2])
    return replace(world, touchpoints=world.touchpoints[~gone].reset_index(drop=True))


@fault("future_dates", 7, "touchpoints", "high")
def _(world):
    return world.with_rows("touchpoints", rows(0, 7), ts=pd.Timestamp("2031-01-01 09:00:00"))


@fault("early_dates", 9, "conversions", "high")
def _(world):
    return world.with_rows("conversions", rows(0, 9), ts=pd.Timestamp("1970-01-01 00:00:01"))


@fault("ordered_before_known", None, "conversions", "high")
def _(world):
    people = world.customers
    late = people["created_ts"].mask(people["region"] == "South", START + pd.Timedelta(days=DAYS - 1))
    return world.with_column("customers", created_ts=late)


@fault("only_later_touches", 20, "conversions", "medium")
def _(world):
    return world.with_rows("conversions", rows(0, 20), ts=START - pd.Timedelta(hours=2))


@fault("touches_too_old", None, "conversions", "high")
def _(world):
    end = START + pd.Timedelta(days=DAYS)
    late = world.conversions.iloc[:120].assign(ts=end + pd.Timedelta(days=31))
    late["order_id"] = [f"L{place}" for place in range(120)]
    return world.with_more("conversions", late)


@fault("other_period", 40, "conversions", "high")
def _(world):
    return world.with_rows("conversions", rows(0, 40), ts=pd.Timestamp("2025-07-01 12:00:00"))


@fault("empty_days", 3, "touchpoints", "high")
def _(world):
    days = (world.touchpoints["ts"] - START).dt.days
    return replace(world, touchpoints=world.touchpoints[~days.isin([40, 41, 42])].reset_index(drop=True))


@fault("odd_days", None, "touchpoints", "medium")
def _(world):
    burst = pd.DataFrame(
        {
            "customer_id": [f"C{place % CUSTOMERS:04d}" for place in range(500)],
            "ts": START + pd.Timedelta(days=60) + pd.to_timedelta(np.arange(500), unit="min"),
            "channel": "Social",
            "campaign": "Social always on",
            "source": "facebook",
            "medium": "social",
        }
    )
    return world.with_more("touchpoints", burst)


@fault("short_history", None, "conversions", "high")
def _(world):
    cut = START + pd.Timedelta(days=90)
    touches = world.touchpoints[world.touchpoints["ts"] >= cut].reset_index(drop=True)
    return replace(world, touchpoints=touches)


@fault("too_young", None, "touchpoints", "medium")
def _(world):
    fresh = pd.DataFrame(
        {
            "customer_id": [f"N{place:04d}" for place in range(300)],
            "ts": START + pd.Timedelta(days=DAYS - 1) + pd.to_timedelta(np.arange(300), unit="s"),
            "channel": "Email",
            "campaign": "Email always on",
            "source": "newsletter",
            "medium": "email",
        }
    )
    return world.with_more("touchpoints", fresh)


@fault("other_clock", 1_600, "conversions", "high")
def _(world):
    touches = pd.concat([world.touchpoints] * 3, ignore_index=True)
    orders = pd.concat([world.conversions] * 4, ignore_index=True)
    orders["order_id"] = [f"O{place}" for place in range(len(orders))]
    return replace(
        world, touchpoints=touches, conversions=orders.assign(ts=orders["ts"] + pd.Timedelta(hours=6))
    )


@fault("spellings", 30, "touchpoints", "high")
def _(world):
    return world.with_rows(
        "touchpoints", np.flatnonzero(world.touchpoints["source"] == "facebook")[:30], source="fb"
    )


@fault("unnamed", 500, "touchpoints", "high")
def _(world):
    return world.with_rows("touchpoints", rows(0, 500), campaign="(not set)")


@fault("macros", 5, "touchpoints", "high")
def _(world):
    return world.with_rows("touchpoints", rows(0, 5), campaign="{{campaign.name}}")


@fault("gateways", 6, "touchpoints", "high")
def _(world):
    return world.with_rows("touchpoints", rows(0, 6), source="paypal.com", medium="referral")


@fault("much_direct", 2_000, "touchpoints", "medium")
def _(world):
    return world.with_rows(
        "touchpoints", np.arange(0, 4_000, 2), channel="Direct", source="(direct)", medium="(none)"
    )


@fault("unplaced", 800, "touchpoints", "medium")
def _(world):
    return world.with_rows("touchpoints", np.arange(0, 4_000, 5), channel="Unassigned")


@fault("unlabelled", None, "touchpoints", "medium")
def _(world):
    paid = np.flatnonzero(world.touchpoints["medium"] == "cpc")[::4]
    return world.with_rows("touchpoints", paid, campaign=None)


@fault("contradictions", 40, "touchpoints", "medium")
def _(world):
    return world.with_rows("touchpoints", rows(0, 40), source="google", medium="social")


@fault("endless_names", 4_000, "touchpoints", "high")
def _(world):
    return world.with_column("touchpoints", campaign=[f"click-{place}" for place in range(4_000)])


@fault("repeated_orders", 11, "conversions", "blocker")
def _(world):
    again = world.conversions.iloc[:11]
    return world.with_more("conversions", again.assign(ts=again["ts"] + pd.Timedelta(minutes=3)))


@fault("clashing_orders", 10, "conversions", "high")
def _(world):
    again = world.conversions.iloc[:5]
    return world.with_more("conversions", again.assign(value=again["value"] + 3))


@fault("refunds", 8, "conversions", "high")
def _(world):
    return world.with_rows("conversions", rows(0, 8), value=-20.0, margin=-8.0)


@fault("free_orders", 40, "conversions", "medium")
def _(world):
    return world.with_rows("conversions", rows(0, 40), value=0.0, margin=0.0)


@fault("currencies", 100, "conversions", "blocker")
def _(world):
    return world.with_column("conversions", Currency=["USD"] * 100 + ["EUR"] * (len(world.conversions) - 100))


@fault("huge_values", 2, "conversions", "medium")
def _(world):
    return world.with_rows("conversions", rows(0, 2), value=19_900.0)


@fault("odd_margins", 50, "conversions", "medium")
def _(world):
    return world.with_rows("conversions", rows(0, 50), margin=100_000.0)


@fault("odd_spend", 2, "costs", "high")
def _(world):
    return world.with_rows("costs", rows(0, 2), spend=-5.0)


@fault("spend_elsewhere", 3, "costs", "high")
def _(world):
    return world.with_rows(
        "costs", rows(0, 3), start=pd.Timestamp("2025-01-01"), end=pd.Timestamp("2025-01-31")
    )


@fault("unmatched_spend", 3, "costs", "high")
def _(world):
    return world.with_rows("costs", rows(0, 3), campaign="Nobody has seen it")


@fault("cost_spelling", 5, "costs", "high")
def _(world):
    return world.with_rows(
        "costs", np.flatnonzero(world.costs["channel"] == "Paid Search"), channel="paid_search"
    )


@fault("spend_twice", 5, "costs", "blocker")
def _(world):
    paid = world.costs[world.costs["channel"] == "Paid Search"]
    return world.with_more("costs", paid.assign(campaign=None))


@fault("overclaim", 15, "costs", "medium")
def _(world):
    return world.with_column("costs", conversions=60.0)


@fault("missing_matters", None, "customers", "high")
def _(world):
    bought = world.customers["customer_id"].isin(world.conversions["customer_id"])
    never = np.flatnonzero(~bought)[:90]
    return world.with_rows("customers", never, region=None)


@fault("unknown_group", 200, "customers", "high")
def _(world):
    return world.with_rows("customers", np.arange(0, 600, 3), plan=None)


@fault("dirty_labels", 20, "customers", "medium")
def _(world):
    return world.with_column("customers", country=["Germany"] * 300 + ["DE"] * 20 + ["France"] * 280)


@fault("outcome_itself", 600, "customers", "high")
def _(world):
    bought = world.customers["customer_id"].isin(world.conversions["customer_id"])
    return world.with_column("customers", status=np.where(bought, "won", "open"))


@fault("impossible_stages", None, "customers", "medium")
def _(world):
    bought = world.customers["customer_id"].isin(world.conversions["customer_id"])
    stage = np.where(bought, "customer", "lead").astype(object)
    stage[np.flatnonzero(~bought)[:60]] = "customer"
    return world.with_column("customers", lifecycle_stage=stage)


@fault("useless_columns", 590, "customers", "low")
def _(world):
    return world.with_column("customers", brand=["ours"] * 590 + ["theirs"] * 10)


@fault("copies", 600, "customers", "low")
def _(world):
    return world.with_column("customers", area=world.customers["region"].str.upper())


@fault("personal_data", 25, "customers", "high")
def _(world):
    return world.with_rows("customers", rows(0, 25), note="call jane@mail.de")


@fault("emails_as_ids", 4_000, "touchpoints", "medium")
def _(world):
    tables = {
        role: table for role, table in vars(world).items() if table is not None and "customer_id" in table
    }
    changed = {
        role: table.assign(customer_id=table["customer_id"].str.lower() + "@mail.de")
        for role, table in tables.items()
    }
    return replace(world, **changed)


@fault("special_fields", 600, "customers", "high")
def _(world):
    return world.with_column("customers", religion=["a", "b"] * 300)


@fault("no_consent", 50, "customers", "high")
def _(world):
    return world.with_column("customers", consent=["no"] * 50 + ["yes"] * 550)


@fault("linked_ids", None, "touchpoints", "high")
def _(world):
    """Know visitors by a cookie, and by their name on every third visit."""
    touches = world.touchpoints
    named = touches["customer_id"].where(np.arange(len(touches)) % 3 == 0)
    return replace(world, touchpoints=touches.assign(customer_id="V" + touches["customer_id"], user=named))


def app(world, *rows):
    """Return the world with the events of an app: 200 installs, and these rows besides."""
    who = [f"C{one:04d}" for one in range(200)]
    at = pd.date_range(START, periods=200, freq="6h")
    sent = pd.DataFrame({"customer_id": who, "ts": at, "event": "Application Installed", "deviceId": who})
    events = pd.concat([sent, *(row(sent) for row in rows)], ignore_index=True)
    return WithApp(**vars(world), events=events)


@fault("installs_twice", 40, "events", "medium")
def _(world):
    return app(world, lambda sent: sent[:40].assign(ts=sent["ts"] + pd.Timedelta(minutes=3)))


@fault("attributed_too_early", 30, "events", "high")
def _(world):
    hour = pd.Timedelta(hours=1)
    early = lambda sent: sent[:30].assign(ts=sent["ts"] - hour, event="Install Attributed")  # noqa: E731
    later = lambda sent: sent[30:90].assign(ts=sent["ts"] + hour, event="Install Attributed")  # noqa: E731
    return app(world, early, later)


@fault("unread_parameters", 1_334, "touchpoints", "medium")
def _(world):
    """Leave every third campaign to the address of the landing page."""
    touches = world.touchpoints
    third = np.arange(len(touches)) % 3 == 0
    page = "https://shop.example/?utm_campaign=" + touches["campaign"].str.replace(" ", "%20")
    return replace(
        world,
        touchpoints=touches.assign(
            campaign=touches["campaign"].mask(third), landing_page=page.where(third, "https://shop.example/")
        ),
    )


@fault("only_sources", 4_000, "touchpoints", "low")
def _(world):
    touches = world.touchpoints
    source = touches["source"].where(np.arange(len(touches)) % 7 > 0, "bing")
    return world.with_column("touchpoints", source=source, channel=source)


@fault("order_lines", 800, "conversions", "blocker")
def _(world):
    """Write each order on two lines with a quantity and a price."""
    orders = world.conversions.drop(columns=["value", "margin"])
    lines = [orders.assign(quantity=1, unit_price="3.50"), orders.assign(quantity=2, unit_price="9.00")]
    return replace(world, conversions=pd.concat(lines, ignore_index=True))


def purchases(world):
    """Return what the website reports of all orders, with their number and value."""
    orders = world.conversions
    return pd.DataFrame(
        {
            "customer_id": orders["customer_id"],
            "ts": orders["ts"],
            "event": "purchase",
            "value": orders["value"],
            "transaction": orders["order_id"],
        }
    )


@fault("web_orders", 40, "conversions", "high")
def _(world):
    """Lose every tenth order on the website."""
    return WithApp(**vars(world), events=purchases(world)[np.arange(400) % 10 > 0])


@fault("tax_in_values", 400, "events", "medium")
def _(world):
    told = purchases(world)
    return WithApp(**vars(world), events=told.assign(value=(told["value"] * 1.19).round(2)))


@fault("stale_customers", 400, "customers", "low")
def _(world):
    return world.with_column("customers", last_modified=["2024-03-01"] * 400 + ["2026-03-01"] * 200)


@fault("small_groups", 7, "customers", "medium")
def _(world):
    return world.with_column("customers", team=["red"] * 300 + ["blue"] * 293 + ["green"] * 4 + ["white"] * 3)


@fault("missing_people", 60, "touchpoints", "medium")
def _(world):
    ids = world.touchpoints["customer_id"].copy()
    ids.iloc[:400] = [f"anon-{place:06d}" for place in range(400)]
    ids.iloc[400:460] = [f"C{9_000 + place}" for place in range(60)]
    return world.with_column("touchpoints", customer_id=ids)
