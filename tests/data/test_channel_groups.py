import pandas as pd
import pytest

from segattr.data.channel_groups import DEFAULT_RULES, UNASSIGNED, Rule, channel_groups
from segattr.data.source_kinds import KIND_OF, kind_of
from segattr.errors import BadSetting


def group(source="", medium="", campaign="", rules=DEFAULT_RULES):
    touches = pd.DataFrame({"source": [source], "medium": [medium], "campaign": [campaign]})
    return channel_groups(touches, rules=rules).iloc[0]


# By hand, from the published definitions of GA4's default channel group.
@pytest.mark.parametrize(
    ("source", "medium", "campaign", "expected"),
    [
        ("(direct)", "(none)", "", "Direct"),
        ("(direct)", "(not set)", "", "Direct"),
        ("google", "cpc", "cross-network", "Cross-network"),
        ("google shopping", "cpc", "", "Paid Shopping"),
        ("google", "cpc", "Summer shopping", "Paid Shopping"),
        ("google", "cpc", "workshop", "Paid Search"),
        ("google", "ppc", "brand", "Paid Search"),
        ("Bing", "CPC", "", "Paid Search"),
        ("facebook", "paid_social", "", "Paid Social"),
        ("facebook.com", "cpc", "", "Paid Social"),
        ("youtube.com", "cpv", "", "Paid Video"),
        ("youtube.com", "cpc", "", "Paid Video"),
        ("example", "banner", "", "Display"),
        ("example", "cpm", "", "Display"),
        ("google", "cpm", "", "Paid Search"),
        ("example", "cpc", "", "Paid Other"),
        ("example", "", "eshop", "Organic Shopping"),
        ("example", "social-media", "", "Organic Social"),
        ("facebook.com", "referral", "", "Organic Social"),
        ("example", "video", "", "Organic Video"),
        ("google", "organic", "", "Organic Search"),
        ("example", "organic", "", "Organic Search"),
        ("example.org", "referral", "", "Referral"),
        ("newsletter", "e-mail", "", "Email"),
        ("email", "x", "", "Email"),
        ("partner", "affiliate", "", "Affiliates"),
        ("radio", "audio", "", "Audio"),
        ("sms", "", "", "SMS"),
        ("app", "web-push", "", "Mobile Push Notifications"),
        ("firebase", "x", "", "Mobile Push Notifications"),
        ("(not set)", "(not set)", "", UNASSIGNED),
        ("", "", "", UNASSIGNED),
        ("partner", "flyer", "", UNASSIGNED),
    ],
)
def test_a_touch_is_in_the_channel_ga4_would_say(source, medium, campaign, expected):
    assert group(source, medium, campaign) == expected


def test_the_first_rule_that_holds_decides():
    mine = (Rule("Ours", source="google"), *DEFAULT_RULES)
    assert group("google", "cpc", rules=mine) == "Ours"
    assert group("google", "cpc", rules=mine[::-1]) != "Ours"
    assert group("bing", "cpc", rules=mine) == "Paid Search"


def test_no_rules_assign_nothing():
    assert group("google", "cpc", rules=()) == UNASSIGNED


def test_every_part_of_a_rule_must_hold():
    rule = Rule("A", source="x", medium="y", campaign="z.*")
    assert rule.holds("X", "Y", "zebra")
    assert not rule.holds("x", "y", "a zebra")
    assert not rule.holds("x", "", "zebra")


def test_missing_columns_and_cells_count_as_empty_and_rows_keep_their_index():
    touches = pd.DataFrame({"source": ["google", None], "medium": ["cpc", None]}, index=[7, 3])
    groups = channel_groups(touches)
    assert groups.tolist() == ["Paid Search", UNASSIGNED]
    assert groups.index.tolist() == [7, 3]
    assert str(groups.dtype) == "category"


def test_a_table_without_rows_has_no_channels():
    assert channel_groups(pd.DataFrame({"source": []})).empty


@pytest.mark.parametrize(
    "wrong",
    [{"group": " "}, {"group": "A", "kind": "engines"}, {"group": "A", "medium": "(("}],
)
def test_a_rule_that_cannot_be_read_is_refused(wrong):
    with pytest.raises(BadSetting):
        Rule(**wrong)


def test_sources_are_sorted_as_ga4_sorts_them():
    assert {kind: sum(k == kind for k in KIND_OF.values()) for kind in set(KIND_OF.values())} == {
        "search": 129,
        "social": 592,
        "shopping": 52,
        "video": 46,
    }
    assert kind_of(" DuckDuckGo ") == "search"
