"""What an address says, and channels out of sources: on one's word, and only where nothing else is said."""

import pandas as pd

from segattr.checks.fixes import fixed
from segattr.data.dataset import Dataset

DAY = pd.Timestamp("2026-01-01", tz="UTC")
CHANNELS = ["google", "google", "facebook", "newsletter", "bing"]


def touches(**columns):
    size = len(next(iter(columns.values())))
    frame = pd.DataFrame({"customer_id": [str(n) for n in range(size)], "ts": DAY, "channel": "x", **columns})
    return Dataset(touchpoints=frame.astype({"channel": "category"}))


def test_a_campaign_that_was_named_is_kept_and_a_blank_one_read():
    pages = ["/?utm_campaign=may&utm_source=fb", "/?utm_campaign=may", "/"]
    data = touches(landing_page=pages, campaign=[None, "april", None])
    after = fixed(data, "fill:unread_parameters:touchpoints:landing_page").touchpoints
    assert after["campaign"].astype(object).where(after["campaign"].notna(), None).tolist() == [
        "may",
        "april",
        None,
    ]
    assert after["source"].tolist()[0] == "fb"
    assert "medium" not in after


def test_sources_become_the_groups_of_ga4():
    data = touches(source=CHANNELS, medium=["cpc", "organic", "paid_social", "email", "cpc"])
    data = data.with_(touchpoints=data.touchpoints.assign(channel=pd.Categorical(CHANNELS)))
    after = fixed(data, "group:only_sources:touchpoints:channel").touchpoints
    assert after["channel"].tolist() == [
        "Paid Search",
        "Organic Search",
        "Paid Social",
        "Email",
        "Paid Search",
    ]
    assert after["source"].tolist() == CHANNELS
