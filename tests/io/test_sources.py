"""Every tool on files in its layout: recognised as its own and no other's, and mapped as it should be."""

from pathlib import Path

import pandas as pd
import pytest

import segattr as sa
from segattr.io.proposal import propose
from segattr.io.readers import read_table
from segattr.io.sources.layout import OR, plain, plain_headers
from segattr.io.sources.registry import SOURCES, recognised
from segattr.schema import TABLES

ROOT = Path(__file__).parents[2]
FILES = ROOT / "tests" / "data_files"
FIXTURES = sorted((FILES / "sources").iterdir())
LAYOUTS = [(name, layout) for name, source in SOURCES.items() for layout in source.layouts]
# Files that stood here before their tools were recognised, and the tool each does come from.
OLDER = {"adwords_campaign.csv": "google_ads", "adwords_geo_performance.csv": "google_ads"}
OLDER["sf_contact_data.csv"] = "salesforce"
WHOLE = {path.name.replace("_head", "") for path in FILES.glob("*_head.csv")} | {
    "CDNOW_sample.csv.gz",
    "sources",
}
# file -> role, fields that are certain, and columns worth naming
EXPECTED = {
    "ga4_report": ("outcomes", {"people": "Users", "converters": "Conversions", "value": "Total revenue"}),
    "ga4_report_2025": ("outcomes", {"people": "Sessions", "converters": "Key events"}),
    "ga4_source_medium": ("outcomes", {"people": "Sessions", "converters": "Key events"}),
    "ga4_exploration": ("outcomes", {"people": "Sessions", "converters": "Key events"}),
    "ga4_bigquery": ("events", {"customer_id": "user_pseudo_id", "ts": "event_timestamp"}),
    "google_ads_report": ("costs", {"start": "Day", "spend": "Cost", "impressions": "Impr."}),
    "google_ads_excel": ("costs", {"start": "Day", "spend": "Cost", "impressions": "Impr."}),
    "google_ads_adwords": ("costs", {"start": "Day", "spend": "Cost"}),
    "google_ads_warehouse": ("costs", {"start": "date", "spend": "cost_micros"}),
    "google_ads_offline": ("conversions", {"customer_id": "Google Click ID", "ts": "Conversion Time"}),
    "meta_report": ("costs", {"start": "Reporting starts", "end": "Reporting ends"}),
    "meta_daily": ("costs", {"start": "Day", "spend": "Amount spent (EUR)", "clicks": "Link clicks"}),
    "meta_ja": ("costs", {"start": "レポート開始日", "channel": "キャンペーン名"}),
    "meta_zh_cn": ("costs", {"start": "报告开始日期", "spend": "已花费金额 (EUR)"}),
    "meta_zh_tw": ("costs", {"start": "分析報告開始", "impressions": "曝光次數"}),
    "meta_ko": ("costs", {"start": "보고 시작", "channel": "캠페인 이름"}),
    "meta_es": ("costs", {"start": "Inicio del informe", "channel": "Nombre de la campaña"}),
    "meta_pt_br": ("costs", {"start": "Início dos relatórios", "spend": "Valor usado (EUR)"}),
    "meta_de": ("costs", {"start": "Berichtsstart", "channel": "Name der Kampagne"}),
    "meta_fr": ("costs", {"start": "Début des rapports", "channel": "Nom de la campagne"}),
    "meta_warehouse": ("costs", {"start": "date", "clicks": "inline_link_clicks"}),
    "linkedin_report": ("costs", {"start": "Start Date (in UTC)", "spend": "Total Spent"}),
    "linkedin_warehouse": ("costs", {"start": "day", "spend": "cost_in_local_currency"}),
    "microsoft_report": ("costs", {"start": "TimePeriod", "spend": "Spend", "channel": "CampaignName"}),
    "microsoft_warehouse": ("costs", {"start": "date", "spend": "spend"}),
    "tiktok_warehouse": ("costs", {"start": "STAT_TIME_HOUR", "spend": "SPEND"}),
    "pinterest_warehouse": ("costs", {"spend": "spend_in_micro_dollar", "channel": "campaign_name"}),
    "x_ads_warehouse": ("costs", {"start": "date", "spend": "billed_charge_local_micro"}),
    "reddit_warehouse": ("costs", {"start": "date", "clicks": "clicks"}),
    "snapchat_warehouse": ("costs", {"start": "date", "clicks": "swipes"}),
    "amazon_warehouse": ("costs", {"start": "date", "spend": "cost"}),
    "apple_warehouse": ("costs", {"spend": "local_spend_amount", "clicks": "taps"}),
    "shopify_orders": (
        "conversions",
        {"customer_id": "Email", "ts": "Created at", "conversion_id": "Name", "value": "Total"},
    ),
    "shopify_customers": ("customers", {"customer_id": "Email"}),
    "shopify_warehouse_orders": ("conversions", {"value": "total_price_set_shop_amount", "ts": "created_at"}),
    "shopify_warehouse_customers": ("customers", {"customer_id": "id", "created_ts": "created_at"}),
    "woocommerce_orders": ("conversions", {"conversion_id": "Order #", "value": "Net Sales", "ts": "Date"}),
    "stripe_payments": (
        "conversions",
        {"customer_id": "Customer ID", "ts": "Created date (UTC)", "value": "Amount"},
    ),
    "stripe_warehouse": ("conversions", {"customer_id": "customer_id", "ts": "created"}),
    "hubspot_contacts": ("customers", {"customer_id": "Email", "created_ts": "Create Date"}),
    "hubspot_deals": ("conversions", {"customer_id": "Associated Contact IDs", "ts": "Close Date"}),
    "hubspot_warehouse": ("customers", {"customer_id": "id", "created_ts": "property_createdate"}),
    "salesforce_opportunities": ("conversions", {"customer_id": "AccountId", "ts": "CloseDate"}),
    "salesforce_warehouse": ("conversions", {"customer_id": "account_id", "ts": "close_date"}),
    "mailchimp_audience": ("customers", {"customer_id": "Email Address", "created_ts": "CONFIRM_TIME"}),
    "segment_calls": ("events", {"customer_id": "userId", "ts": "timestamp", "event": "event"}),
    "segment_installs": ("events", {"customer_id": "userId", "ts": "timestamp", "event": "event"}),
    "segment_installs_warehouse": ("events", {"customer_id": "user_id", "event": "event_text"}),
    "segment_warehouse": ("touchpoints", {"channel": "context_campaign_source", "landing_page": "url"}),
    "mixpanel_export": ("events", {"customer_id": "distinct_id", "ts": "time", "event": "event"}),
    "mixpanel_warehouse": ("events", {"customer_id": "distinct_id", "ts": "time", "event": "name"}),
    "amplitude_export": ("events", {"customer_id": "user_id", "ts": "event_time", "event": "event_type"}),
    "amplitude_warehouse": ("events", {"customer_id": "user_id", "ts": "event_time"}),
    "posthog_events": ("events", {"customer_id": "distinct_id", "ts": "timestamp", "event": "event"}),
    "appsflyer_installs": ("conversions", {"customer_id": "AppsFlyer ID", "ts": "Event Time"}),
    "plausible_sources": (None, {}),
    "plausible_goals": (None, {}),
    "matomo_report": ("outcomes", {"people": "nb_visits", "converters": "nb_visits_converted"}),
}

# Whole files stand beside their heads, and one list of orders in many formats: the same headers each.
SAME = {path for path in FILES.glob("[012]?_*") if path.name[:2] not in ("01", "03", "11", "12", "13", "18")}
OTHERS = [
    path
    for path in sorted(FILES.iterdir())
    if path.suffix != ".md" and path.name not in WHOLE and path not in SAME
]
each_fixture = pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
each_layout = pytest.mark.parametrize(
    ("name", "layout"), LAYOUTS, ids=[f"{name}-{place}" for place, (name, _) in enumerate(LAYOUTS)]
)


@pytest.fixture(scope="module")
def readings():
    return {path.stem: read_table(path) for path in FIXTURES}


def tools(headers):
    forms = plain_headers(headers)
    return [name for name, layout in LAYOUTS if layout.tells(forms)]


@each_fixture
def test_a_file_is_recognised_as_its_own_tools_and_no_others(path, readings):
    known = set(tools(readings[path.stem].table.columns))
    assert len(known) == 1
    assert path.stem.startswith(known.pop())


@each_fixture
def test_a_file_plays_its_role_with_its_columns(path, readings):
    role, columns = EXPECTED[path.stem]
    proposal = propose(readings[path.stem])
    assert proposal.role == role
    assert columns.items() <= {name: guess.column for name, guess in proposal.columns.items()}.items()
    assert proposal.source
    assert len({guess.column for guess in proposal.columns.values()}) == len(proposal.columns)


def test_every_tool_and_every_one_of_its_layouts_has_a_file(readings):
    told = {
        known.layout.title
        for reading in readings.values()
        if (known := recognised(map(str, reading.table.columns)))
    }
    assert {layout.title for _, layout in LAYOUTS} - told == {
        "a Segment warehouse table",
        "a Salesforce warehouse table of people",
    }
    assert set(EXPECTED) == set(readings)


@pytest.mark.parametrize(
    "path",
    OTHERS,
    ids=lambda path: path.name,
)
def test_files_of_no_tool_are_not_taken_for_one(path):
    assert set(tools(read_table(path).table.columns.astype("str"))) == {
        *([OLDER[path.name]] if path.name in OLDER else [])
    }


@each_layout
def test_a_layout_is_told_by_headers_of_its_own(name, layout):
    headers = [*layout.has, *layout.either[:1]]
    assert set(tools(headers)) == {name}
    assert layout.title.split()[0] in ("a", "an")


@each_layout
def test_a_layout_lacking_a_telling_header_is_not_recognised(name, layout):
    for header in layout.has:
        others = [other for other in (*layout.has, *layout.either) if other != header]
        assert not layout.tells(plain_headers(others))
    assert not layout.either or not layout.tells(plain_headers(set(layout.has) - set(layout.either)))


@each_layout
def test_a_layout_maps_fields_that_its_roles_have(name, layout):
    for role, fields in [*layout.columns.items(), *layout.likely.items()]:
        assert set(fields) <= set(TABLES[role].columns)
        assert not [f for f in fields if TABLES[role].columns[f].on_request]
    assert not layout.role or layout.role in layout.columns
    assert all(note.endswith(".") for note in layout.notes)


def test_the_keys_are_the_names():
    assert list(SOURCES) == [source.name for source in SOURCES.values()]


ORDERS = pd.DataFrame(
    {
        "Name": ["#1", "#2"],
        "Email": ["ann@example.com", "bob@example.com"],
        "Financial Status": ["paid", "paid"],
        "Total": ["5", "7"],
        "Created at": ["2026-05-01", "2026-05-02"],
        "Lineitem name": ["Tee", "Cap"],
        "Kunde": ["7", "8"],
    }
)


def test_what_is_known_wins_over_what_is_guessed():
    proposal = propose(ORDERS)
    assert (proposal.columns["customer_id"].column, proposal.columns["customer_id"].confidence) == (
        "Email",
        1,
    )
    assert proposal.source == "a Shopify orders export"


def test_the_users_mapping_wins_over_all():
    proposal = propose(ORDERS, role="conversions", taken={"customer_id": "Kunde", "value": None})
    assert not {"customer_id", "value"} & set(proposal.columns)
    assert proposal.columns["ts"].column == "Created at"


def test_a_column_the_user_gave_away_is_not_proposed_again():
    proposal = propose(ORDERS, role="conversions", taken={"customer_id": "Name"})
    assert "Name" not in {guess.column for guess in proposal.columns.values()}


def test_the_user_may_take_a_known_file_for_something_else():
    proposal = propose(ORDERS, role="customers")
    assert (proposal.role, proposal.confidence < 1) == ("customers", True)


def test_a_group_of_fields_the_user_began_is_not_mixed_with_another(readings):
    proposal = propose(readings["matomo_report"], role="outcomes", taken={"converted": "bounce_count"})
    assert not {"people", "converters"} & set(proposal.columns)


def test_an_empty_column_stands_behind_a_filled_one():
    proposal = propose(ORDERS.assign(**{"Created at": None, "Paid at": ["2026-05-01", "2026-05-02"]}))
    assert proposal.columns["ts"].column == "Paid at"


def test_installs_give_their_last_touch_where_taken_for_touchpoints(readings):
    found = propose(readings["appsflyer_installs"], role="touchpoints").columns
    assert (found["ts"].column, found["channel"].column) == ("Attributed Touch Time", "Media Source")


def test_headers_of_two_tools_are_taken_for_neither():
    both = ["Email Address", "MEMBER_RATING", "LEID", "uuid", "event", "distinct_id", "timestamp"]
    assert recognised(both) is None


def test_an_unknown_file_says_nothing_of_a_tool():
    proposal = propose(pd.DataFrame({"Order ID": ["1"], "Customer ID": ["7"], "Order date": ["2026-01-02"]}))
    assert (proposal.role, proposal.source, proposal.notes) == ("conversions", "", ())


def test_preferred_headers_are_parted_by_a_sign_no_header_has():
    for _, layout in LAYOUTS:
        assert not [header for header in (*layout.has, *layout.either) if OR.strip() in header]
        assert len({plain(header) for header in layout.has}) == len(layout.has)


@pytest.mark.parametrize("tool", ["reddit", "snapchat"])
def test_money_a_tool_writes_in_millionths_is_told_in_its_currency(tool):
    path = FILES / "sources" / f"{tool}_warehouse.csv"
    written = pd.read_csv(path)["spend"].iloc[0]
    loaded = sa.load(costs=path, mapping={"costs": {"channel": "campaign_id"}})
    assert loaded.costs["spend"].iloc[0] == pytest.approx(written / 1e6)
    assert any("as this tool writes them" in note for note in loaded.receipts["costs"].notes)
