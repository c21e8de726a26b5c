"""What real exports do, one test each: the tools' layouts with rows of our own."""

import io
import json
from pathlib import Path

import pandas as pd
import pytest

import segattr as sa
from segattr.errors import AmbiguousDates
from segattr.io.readers import read_table

FILES = Path(__file__).parents[1] / "data_files"

GA4 = """# ----------------------------------------
# Traffic acquisition
# Account: Demo
# ----------------------------------------
#
# All Users
# Start date: 20240601
# End date: 20240630
Nth day,Views
0000,169
0001,150

# Start date: 20240601
# End date: 20240630
Event name,Event count
page_view,300
click,20

# All Users
# Start date: 20240601
# End date: 20240630
Session default channel group,Users,Sessions,Total revenue
Organic Search,309,482,10.5
Direct,20,30,5
"""
EXPLORATION = """# ----------------------------------------
# Demo
# Free form 1
# 20240601-20240630
# ----------------------------------------

Channel,Device,Sessions,Users
,,34,20,Grand total
Direct,mobile,20,12
Email,desktop,14,9

"""
UNIVERSAL = """# ----------------------------------------
# All Web Site Data
# Channels
# 20200101-20200131
# ----------------------------------------

Default Channel Grouping,Users,Bounce Rate,Revenue
Organic Search,"2,546",96.02%,£0.00
Direct,"1,000",50.00%,£5.00
,"3,546",80.00%,£5.00

Day Index,Users
1/1/20,120
1/2/20,130
"""
GOOGLE_ADS = """Campaign report
"July 8, 2025 - July 31, 2025"
Campaign status,Campaign,Day,Cost,Clicks,Search impr. share
Enabled,Total care,2025-07-08,"1,000.50",10,> 90%
Paused,Gesamtpaket Brand,2025-07-08,20,5,12.5%
Removed,Brand,2025-07-09, --,0, --
Total: Campaigns, --, --,"1,020.50",15, --
Total: Account, --, --,"1,100.00",17, --
Total: Search, --, --,"1,020.50",15, --
"""
LINKEDIN = """Campaign Performance Report (in UTC)
Report Start: 09/01/2026, 12:00 AM
Report End: 09/30/2026
Date Generated: 10/01/2026

Start Date (in UTC)\tCampaign Name\tTotal Spent\tImpressions
9/13/2026\tBrand\t12.5\t100
9/14/2026\tBrand\t10.5\t90
"""
MICROSOFT = """"Report Name: Campaigns"
"Report Time: 1/30/2013 - 1/31/2013"
"Time Zone: (GMT)"
"Rows: 2"

"AccountName","TimePeriod","CampaignName","Clicks","Spend"
"Demo","1/30/2013","Brand","1","1.50"
"Demo","1/31/2013","Brand","1","1.50"

"©2013 Microsoft Corporation. All rights reserved. "
"""
CAMPAIGN_MANAGER = """Date/Time Generated,4/12/17 9:00
Report Time Zone,America/New_York
Date Range,4/12/15 - 4/11/17
Advertiser,Equals:a

Report Fields
Campaign,Date,Impressions,Media Cost
A,2017-01-13,5,2.5
B,2017-01-14,7,3.5
Grand Total:,---,12,6.0
"""
SHOPIFY = """Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem sku,Zip
#1001,ann@example.com,paid,2024-05-01 10:00:00 +0200,EUR,34.98,2024-05-01 09:58:12 +0200,2,Tee,'02115
#1001,ann@example.com,,,,,,1,Cap,
#1001,ann@example.com,,,,,,1,Mug,
#1002,ben@example.com,paid,2024-05-02 10:00:00 +0200,EUR,5.00,2024-05-02 09:58:12 +0200,1,Tee,'80331
"""


def file(text, name="export.csv", encoding="utf-8"):
    content = io.BytesIO(text.encode(encoding) if isinstance(text, str) else text)
    content.name = name
    return content


def read(text, sheet=None, **more):
    return read_table(file(text, **more), sheet=sheet)


def said(reading, words):
    assert any(words in note for note in reading.notes), reading.notes


def test_several_tables_of_a_report_are_offered_like_sheets_and_the_fullest_is_read():
    reading = read(GA4)
    assert reading.sheets == (
        "Nth day, Views",
        "Event name, Event count",
        "Session default channel group, Users, Sessions",
    )
    assert reading.table["Sessions"].tolist() == ["482", "30"]
    said(reading, "Start date: 20240601")
    other = read(GA4, sheet="Nth day, Views")
    assert other.table["Views"].tolist() == ["169", "150"]


def test_a_report_saved_again_in_excel_has_the_same_tables():
    padded = "\n".join(f"{line},,,"[: len(line) + 4] for line in GA4.splitlines())
    assert read(padded, sheet="Nth day, Views").table["Views"].tolist() == ["169", "150"]


def test_a_total_under_the_header_with_a_column_too_many_is_left_out():
    reading = read(EXPLORATION)
    assert reading.table.columns.tolist() == ["Channel", "Device", "Sessions", "Users"]
    assert reading.table["Sessions"].tolist() == ["20", "14"]
    said(reading, "'Grand total'")


def test_a_total_without_a_name_is_known_by_its_sums():
    reading = read(UNIVERSAL, sheet="Default Channel Grouping, Users, Bounce Rate")
    assert reading.table["Users"].tolist() == ["2,546", "1,000"]
    assert read(UNIVERSAL, sheet="Day Index, Users").table["Users"].tolist() == ["120", "130"]


@pytest.mark.parametrize(
    ("text", "encoding"), [(GOOGLE_ADS, "utf-8"), (GOOGLE_ADS.replace(",", "\t"), "utf-16")]
)
def test_total_rows_never_count_and_a_campaign_called_total_care_does(text, encoding):
    if encoding == "utf-16":
        text = text.replace("1\t0", "1,0").replace("July 8\t", "July 8,").replace("31\t", "31,")
    costs = sa.load(
        costs=file(text, encoding=encoding), mapping={"costs": {"channel": "Campaign", "start": "Day"}}
    ).costs
    assert costs["spend"].sum() == pytest.approx(1020.50)
    assert costs["channel"].tolist() == ["Total care", "Gesamtpaket Brand", "Brand"]


def test_no_figure_is_made_of_more_than_ninety_percent():
    share = read(GOOGLE_ADS).table["Search impr. share"]
    assert share.tolist()[:2] == ["> 90%", "12.5%"]
    costs = sa.load(
        costs=file(GOOGLE_ADS),
        mapping={
            "costs": {
                "channel": "Campaign",
                "start": "Day",
                "spend": "Cost",
                "impressions": "Search impr. share",
            }
        },
    )
    assert costs.costs["impressions"].isna().tolist() == [True, False, True]
    assert any("'> 90%'" in note for note in costs.receipts["costs"].notes)


@pytest.mark.parametrize(
    ("text", "encoding", "columns", "rows"),
    [
        (LINKEDIN, "utf-16", ["Start Date (in UTC)", "Campaign Name", "Total Spent", "Impressions"], 2),
        (MICROSOFT, "utf-8-sig", ["AccountName", "TimePeriod", "CampaignName", "Clicks", "Spend"], 2),
        (CAMPAIGN_MANAGER, "utf-8", ["Campaign", "Date", "Impressions", "Media Cost"], 2),
    ],
    ids=["LinkedIn", "Microsoft Ads", "Campaign Manager"],
)
def test_a_short_table_below_a_long_preamble_is_found(text, encoding, columns, rows):
    reading = read(text, encoding=encoding)
    assert reading.table.columns.tolist() == columns
    assert len(reading.table) == rows
    said(reading, "Skipped above the header")


def test_an_order_of_several_lines_counts_once_with_the_total_of_its_first_line():
    orders = sa.load(conversions=file(SHOPIFY), mapping={"conversions": {"conversion_id": "Name"}})
    assert orders.conversions["value"].tolist() == [34.98, 5.0]
    assert orders.conversions["conversion_id"].tolist() == ["#1001", "#1002"]
    assert any(
        "2 further lines of orders were left out" in note for note in orders.receipts["conversions"].notes
    )


def test_an_order_whose_total_is_repeated_on_each_line_counts_once():
    repeated = SHOPIFY.replace("#1001,ann@example.com,,,,,,1", "#1001,ann@example.com,paid,,EUR,34.98,,1")
    assert sa.load(conversions=file(repeated)).conversions["value"].sum() == pytest.approx(39.98)


def test_an_apostrophe_that_marks_text_is_taken_off():
    assert read(SHOPIFY).table["Zip"].tolist() == ["02115", "80331"]


def test_a_formula_that_keeps_zeros_is_taken_off():
    reading = read('id,value\n"=""007""",1\n"=""008""",2\n')
    assert reading.table["id"].tolist() == ["007", "008"]
    said(reading, "marks text was taken off")


@pytest.mark.parametrize(
    ("name", "spend"), [("adwords_campaign.csv", 10.02), ("adwords_geo_performance.csv", 0.28)]
)
def test_costs_in_millionths_are_known_by_the_total_row(name, spend):
    day = "Day" if "campaign" in name else "Month"
    channel = "Campaign ID" if "campaign" in name else "City"
    dataset = sa.load(
        costs=FILES / name, mapping={"costs": {"channel": channel, "start": day, "spend": "Cost"}}
    )
    assert dataset.costs["spend"].sum() == pytest.approx(spend)
    assert any("In millionths, as a total row shows" in note for note in dataset.receipts["costs"].notes)


def test_costs_called_micros_are_millionths():
    text = "day,channel,cost_micros\n2024-05-01,Search,1110000\n2024-05-02,Search,250000\n"
    costs = sa.load(costs=file(text), mapping={"costs": {"spend": "cost_micros"}})
    assert costs.costs["spend"].tolist() == [1.11, 0.25]


def test_costs_that_could_be_millionths_are_pointed_out():
    rows = "".join(f"2024-05-{day:02},Search,{day}40000\n" for day in range(1, 9))
    said(read(f"day,channel,cost\n{rows}"), "if they are in millionths")


def test_a_wide_export_of_a_crm_is_read_whole():
    assert read_table(FILES / "sf_contact_data.csv").table.shape == (4, 368)


def test_text_parted_by_blanks_without_a_header_gets_numbered_columns():
    mapping = {"conversions": {"customer_id": "Column 1", "ts": "Column 3", "value": "Column 5"}}
    dataset = sa.load(conversions=FILES / "CDNOW_sample_head.txt", mapping=mapping)
    orders = dataset.conversions
    assert orders.customer_id.iloc[0] == "00004"
    assert orders.ts.iloc[0] == pd.Timestamp("1997-01-01", tz="UTC")
    assert orders.value.iloc[0] == 29.33
    assert any("no header" in note for note in dataset.receipts["conversions"].notes)


def test_text_parted_by_blanks_keeps_its_header_whatever_its_widths():
    reading = read(
        "id date        n   value\n 00004 19970101  2   29.33\n 00021 19970118  12  9.73\n", name="c.txt"
    )
    assert reading.table.columns.tolist() == ["id", "date", "n", "value"]
    assert reading.table["id"].tolist() == ["00004", "00021"]


def test_days_before_months_with_hyphens_in_no_order():
    text = "user,date,value\na,28-02-2024,1\nb,03-01-2024,2\nc,15-01-2024,3\n"
    assert sa.load(conversions=file(text)).conversions.ts.dt.strftime("%d.%m").tolist() == [
        "28.02",
        "03.01",
        "15.01",
    ]


def test_days_that_a_spreadsheet_turned_round_are_pointed_out():
    days = [f"2014-{month:02}-{day:02}" for day in range(1, 13) for month in (1, 5, 9)]
    text = "user,date,value\n" + "".join(f"{n},{day},1\n" for n, day in enumerate(days))
    notes = sa.load(conversions=file(text)).receipts["conversions"].notes
    assert any("after the 12th of a month" in note for note in notes)


def test_days_that_a_spreadsheet_half_turned_round_are_pointed_out():
    turned = [f"2014-{month:02}-{day:02} 00:00:00" for day in range(1, 13) for month in (1, 5, 9)]
    text = "user,date,value\n" + "".join(
        f"{n},{day},1\n" for n, day in enumerate([*turned, "13/05/2014", "28/05/2014"])
    )
    notes = sa.load(conversions=file(text)).receipts["conversions"].notes
    assert any("probably swapped day and month" in note for note in notes)


def test_days_all_through_the_month_are_not_pointed_out():
    days = [f"2014-{month:02}-{day:02}" for day in range(1, 29) for month in (1, 5)]
    text = "user,date,value\n" + "".join(f"{n},{day},1\n" for n, day in enumerate(days))
    assert not any(
        "swapped" in note for note in sa.load(conversions=file(text)).receipts["conversions"].notes
    )


def test_an_open_order_of_day_and_month_is_asked():
    with pytest.raises(AmbiguousDates):
        sa.load(conversions=file("user,date,value\na,03/04/2024,1\nb,05/06/2024,2\n"))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("19970118", "1997-01-18 00:00"),
        ("2024041623", "2024-04-16 23:00"),
        ("1389806707", "2014-01-15 17:25"),
        ("1389806707000", "2014-01-15 17:25"),
        ("1389806707000000", "2014-01-15 17:25"),
        ("45384.34789", "2024-04-02 08:20"),
        ("2024-05-22T17:09:29.220Z", "2024-05-22 17:09"),
        ("2024-05-01 10:00:00 +0200", "2024-05-01 08:00"),
    ],
)
def test_a_moment_in_any_dress_is_the_same_moment(written, moment):
    orders = sa.load(conversions=file(f"user,date,value\na,{written},1\nb,{written},2\n")).conversions
    assert f"{orders.ts.iloc[0]:%Y-%m-%d %H:%M}" == moment


def test_a_date_in_three_columns_is_put_together():
    text = "user,arrival_year,arrival_month,arrival_day_of_month\na,2016,March,5\nb,2016,July,29\n"
    reading = read(text)
    assert reading.table["arrival date"].tolist() == ["5 March 2016", "29 July 2016"]
    said(reading, "put together from")
    orders = sa.load(conversions=file(text)).conversions
    assert orders.ts.dt.strftime("%Y-%m-%d").tolist() == ["2016-03-05", "2016-07-29"]


def test_a_date_in_three_columns_is_left_alone_beside_a_whole_one():
    assert "arrival_date date" not in read_table(FILES / "hotel_bookings_march_2016_head.csv").table


def test_no_value_in_words_is_kept_as_a_label_and_missing_as_a_number():
    text = (
        "user,date,value,company,agent\na,2024-01-13,NULL,NULL,Undefined\n"
        "b,2024-01-14, ,NA,unknown\nc,2024-01-15,5,,None\n"
    )
    orders = sa.load(conversions=file(text)).conversions
    assert orders["value"].isna().tolist() == [True, True, False]
    assert orders["company"].tolist()[:2] == ["NULL", "NA"]
    assert orders["agent"].tolist() == ["Undefined", "unknown", "None"]


def test_ids_stay_text_with_their_zeros_and_all_their_digits():
    text = "fullVisitorId,date,value\n0005102341238712345,2024-01-13,1\n9876543210987654321,2024-01-14,2\n"
    assert sa.load(conversions=file(text)).conversions.customer_id.tolist() == [
        *("0005102341238712345", "9876543210987654321")
    ]


def test_ids_of_json_stay_text_with_all_their_digits():
    text = '[{"user_id": 9876543210987654321, "date": "2024-01-13", "value": 1.50}]'
    reading = read(text, name="o.json")
    assert reading.table.iloc[0].tolist() == ["9876543210987654321", "2024-01-13", "1.50"]


def test_ids_that_excel_has_shortened_are_pointed_out():
    reading = read("id,date,value\n1.23457E+18,2024-01-13,1\n1.23457E+18,2024-01-14,2\n")
    said(reading, "digits are lost")
    assert reading.table["id"].tolist() == ["1.23457E+18"] * 2


def test_long_numbers_of_a_workbook_are_pointed_out(tmp_path):
    path = tmp_path / "o.xlsx"
    pd.DataFrame({"id": [9876543210987654321, 9876543210987654400], "v": [1, 2]}).astype(
        {"id": "float"}
    ).to_excel(path, index=False)
    said(read_table(path), "digits are lost")


def test_rows_out_of_order_and_customers_who_convert_again_all_stay():
    text = "user,date,value\na,2024-01-15,3\na,2024-01-13,1\na,2024-01-14,2\na,2024-01-14,2\n"
    assert sa.load(conversions=file(text)).conversions["value"].tolist() == [3, 1, 2, 2]


def test_cancellations_stay_negative_and_orders_without_a_customer_stay():
    text = (
        "InvoiceNo,CustomerID,InvoiceDate,Amount\n536370,12583,2010-12-13,85.5\n"
        "C536379,12583,2010-12-14,-85.5\n536380,,2010-12-15,9\n"
    )
    orders = sa.load(conversions=file(text)).conversions
    assert orders["value"].tolist() == [85.5, -85.5, 9.0]
    assert orders.customer_id.isna().tolist() == [False, False, True]


def test_misspelt_and_impossible_values_stay_as_they_are():
    text = "id,zip_code,marital,born,income\n1,Surburban,YOLO,1893,666666\n2,Urban,Absurd,1970,5\n"
    people = sa.load(customers=file(text)).customers
    assert people["zip_code"].tolist() == ["Surburban", "Urban"]
    assert people["marital"].tolist() == ["YOLO", "Absurd"]
    assert people["born"].astype(float).tolist() == [1893, 1970]


def test_rows_that_are_the_same_are_kept():
    text = "converted,device,adr\n0,mobile,-6.38\n0,mobile,-6.38\n1,desktop,5400\n"
    assert len(sa.load(outcomes=file(text)).outcomes) == 3


def test_one_path_on_many_rows_is_summed():
    text = "path,conversions\nSearch > Email,2\nSearch > Email,3\nDirect,1\n"
    assert sorted(sa.load(paths=file(text)).paths["conversions"].tolist()) == [1, 5]


def test_the_length_of_a_run_in_a_path_is_kept():
    text = "user,date,channel,#TP\na,2024-01-13,Search,3\na,2024-01-14,Email,1\n"
    assert sa.load(touchpoints=file(text)).touchpoints["#TP"].astype(int).tolist() == [3, 1]


def test_amounts_written_for_a_web_page_are_amounts():
    text = 'user,date,N. Revenue (formatted)\na,2024-01-13,"&#2547;2,999"\nb,2024-01-14,"&#2547;1,000.50"\n'
    orders = sa.load(conversions=file(text))
    assert orders.conversions["value"].tolist() == [2999.0, 1000.5]
    assert orders.currency == "BDT"


def test_a_web_page_called_xls_is_read_as_its_table():
    page = "<html><body><table><tr><td>Report</td></tr></table><table><tr><th>Id</th><th>Amount</th></tr>"
    page += "<tr><td>007</td><td>1&nbsp;234</td></tr><tr><td>008</td><td>5</td></tr></table></body></html>"
    reading = read(page, name="report.xls")
    assert reading.table["Id"].tolist() == ["007", "008"]
    assert reading.sheets == ("table 1", "table 2")
    said(reading, "web page")


def test_a_delimiter_named_in_the_first_line_is_taken():
    assert read("sep=;\nid;value\n007;2,5\n").table.iloc[0].tolist() == ["007", "2,5"]


def test_a_header_in_the_middle_with_closing_words_below_goes():
    reading = read("id,day,v\n1,2024-01-13,2\nid,day,v\n2,2024-01-14,3\n\nGenerated by: A User\n")
    assert reading.table["id"].tolist() == ["1", "2"]
    said(reading, "1 row repeating the header was left out")
    said(reading, "1 line below the table ('Generated by: A User') was left out")


def test_a_row_that_only_sounds_like_a_total_is_kept_and_told():
    reading = read("campaign,cost\nTotal,2\nBrand,9\nShop,5\n")
    assert reading.table["campaign"].tolist() == ["Total", "Brand", "Shop"]
    said(reading, "sounds like a total")


def test_parameters_of_ga4_events_become_columns():
    text = (
        '{"event_name": "purchase", "user_pseudo_id": "1.2", "event_timestamp": "1389806707000000",'
        ' "event_params": [{"key": "source", "value": {"string_value": "google", "int_value": null}},'
        ' {"key": "ga_session_id", "value": {"int_value": 7}}]}\n'
    )
    table = read(text * 2, name="events.json").table
    assert table["event_params.source"].tolist() == ["google"] * 2
    assert table["event_params.ga_session_id"].tolist() == ["7"] * 2


def test_a_charge_of_a_payment_service_is_worth_what_was_paid():
    paid = {"object": "charge", "amount": 1999, "currency": "eur"}
    charges = [{"id": f"ch_{n}", "customer": f"c{n}", "created": 1714550400 + n, **paid} for n in range(2)]
    text = json.dumps({"object": "list", "data": charges})
    orders = sa.load(conversions=file(text, name="charges.json"))
    assert orders.conversions["value"].tolist() == [19.99, 19.99]
    assert orders.currency == "EUR"
    assert any("smallest unit" in note for note in orders.receipts["conversions"].notes)


@pytest.mark.parametrize(
    "spend", ["metrics.costMicros", "SPEND_IN_MICRO_DOLLAR", "spend_micros", "billed_charge_local_micro"]
)
def test_costs_in_millionths_are_found_whatever_the_platform_calls_them(spend):
    costs = sa.load(costs=file(f"date,channel,{spend}\n2024-05-01,Search,1110000\n"))
    assert costs.costs["spend"].tolist() == [1.11]


def test_an_average_in_millionths_is_no_spend():
    text = "date,channel,average_cost_micros,cost_micros\n2024-05-01,Search,5,1110000\n"
    assert sa.load(costs=file(text)).receipts["costs"].columns["spend"] == "cost_micros"


def test_american_dates_without_leading_zeros_and_with_a_time():
    text = "user,date,value\na,7/1/2024 9:05,1\nb,12/31/2024 19:05,2\n"
    moments = sa.load(conversions=file(text)).conversions.ts
    assert moments.dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2024-07-01 09:05", "2024-12-31 19:05"]


def test_a_value_that_stands_only_on_the_first_row_of_a_journey_is_not_spread():
    text = "user,date,channel,revenue\na,2024-01-13,Search,50\na,2024-01-14,Email,\nb,2024-01-15,Direct,\n"
    touches = sa.load(touchpoints=file(text)).touchpoints
    assert pd.to_numeric(touches["revenue"].astype("str"), errors="coerce").sum() == 50


def test_padded_headers_are_known_and_padded_cells_lose_their_blanks():
    text = "user  ,date      ,hotel     \na     ,2024-01-13,City      \nb     ,2024-01-14,Resort    \n"
    orders = sa.load(conversions=file(text)).conversions
    assert orders.customer_id.tolist() == ["a", "b"]
    assert orders["hotel"].tolist() == ["City", "Resort"]
