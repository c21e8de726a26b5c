"""What an address says, and channels out of sources: on one's word, and only where nothing else is said."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from segattr.checks.evidence import Evidence
from segattr.checks.fixes import fixed
from segattr.checks.taxonomy import grouped, unread_parameters
from segattr.data.channel_groups import channel_groups
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


TEXTS = st.lists(
    st.tuples(*[st.sampled_from(["google", "cpc", "Email", "(none)", " social ", None])] * 4), max_size=30
)


@given(TEXTS)
def test_groups_by_kind_of_touch_are_those_of_every_touch_by_itself(rows):
    frame = pd.DataFrame(rows, columns=["channel", "source", "medium", "campaign"], dtype="object")
    frame = frame.fillna({"channel": "x"}).astype("category")
    after = grouped(Evidence(Dataset(touchpoints=frame.assign(customer_id="a", ts=DAY)), DAY))["touchpoints"]
    alone = [channel_groups(frame.iloc[[place]]).iloc[0] for place in range(len(frame))]
    assert after["channel"].tolist() == alone


def test_a_field_filled_here_and_there_is_read_only_where_it_is_blank():
    pages = ["/?utm_campaign=may", "/?utm_campaign=may", "/?utm_campaign=may", None]
    data = touches(landing_page=pages, campaign=["april", " ", None, None])
    (found,) = unread_parameters(Evidence(data, DAY))
    assert found.rows.tolist() == [False, True, True, False]
