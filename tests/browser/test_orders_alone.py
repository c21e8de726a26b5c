"""A shop owner with an export of orders and nothing else: from the file to a list for an ad platform."""

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.harness import opened, screenshot, settled
from tests.browser.test_journeys import Clicks, arrived, drop, main

QUESTION = "What do we do about it?"


def export(path):
    """Write orders of a shop: German customers whose first order is a coat are worth far more."""
    draw = np.random.default_rng(4)
    lands, first = draw.choice(["DE", "FR"], 1_500), draw.choice(["Coat", "Hat"], 1_500)
    dear = (lands == "DE") & (first == "Coat")
    who = draw.integers(0, 1_500, 4_500)
    days = pd.to_timedelta(draw.integers(0, 360, len(who)), unit="D")
    orders = pd.DataFrame(
        {
            "Name": [f"#{1000 + n}" for n in range(len(who))],
            "Email": [f"u{n}@example.org" for n in who],
            "Created at": (pd.Timestamp("2025-01-01") + days).astype(str),
            "Total": draw.gamma(2.0, np.where(dear, 80.0, 30.0)[who]).round(2),
            "Lineitem name": first[who],
            "Shipping Country": lands[who],
            "Payment Method": draw.choice(["Card", "Invoice"], len(who)),
        }
    )
    orders.to_csv(path, index=False)
    return orders.assign(dear=dear[who])


@pytest.mark.journey
def test_a_shop_owner_finds_who_is_worth_more_and_takes_them_to_an_ad_platform(page, app_url, tmp_path):
    path = tmp_path / "orders_export.csv"
    orders = export(path)
    group = orders[orders["dear"]]
    people = group["Email"].nunique()
    clicks = Clicks(page)
    opened(page, app_url)
    drop(page, path)
    expect(main(page)).to_contain_text(f"4,500 conversions of {orders['Email'].nunique():,} customers")
    clicks.button("See what the average hides")
    arrived(page, "Averages")
    expect(main(page)).to_contain_text("Your value per person of")
    clicks.press(page.get_by_test_id("stButtonGroup").get_by_text("Find", exact=True))
    found = main(page).get_by_text("value per person over").first
    expect(found).to_contain_text(f"value per person over {people} customers")
    for part in ("Shipping Country DE", "product Coat"):
        expect(found).to_contain_text(part)
    clicks.press(page.get_by_role("button", name="Make this a segment").first)
    arrived(page, "Segments")
    clicks.button("Use on every page")
    expect(main(page)).to_contain_text("(customers, at first order)")
    settled(page)
    clicks.press(page.get_by_test_id("stSidebarNav").get_by_role("link", name="Plan", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    clicks.press(page.get_by_test_id("stButtonGroup").get_by_text("Audiences", exact=True))
    expect(main(page)).to_contain_text(f"DE · Coat has {people} people:")
    expect(main(page).get_by_role("heading", name="Lists for ad platforms")).to_be_visible()
    expect(main(page).get_by_text("Hashed lists for ad platforms need")).to_have_count(0)
    assert len(clicks) <= 6, clicks.pressed
    screenshot(page, "journey-orders-alone")
