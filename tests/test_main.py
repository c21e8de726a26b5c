"""The command line: the public functions on files, refusals in one line."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import segattr as sa
from segattr.__main__ import main

SHOP = Path(__file__).parent.parent / "sample_data"
FILES = [
    f"--touchpoints={SHOP / 'touchpoints.csv'}",
    f"--conversions={SHOP / 'orders.csv'}",
    f"--customers={SHOP / 'customers.csv'}",
]


@pytest.fixture(scope="module")
def shop():
    return sa.load(
        touchpoints=SHOP / "touchpoints.csv",
        conversions=SHOP / "orders.csv",
        customers=SHOP / "customers.csv",
    )


def test_attribute_writes_what_the_public_function_returns(shop, tmp_path):
    out = tmp_path / "credit.csv"
    words = ["--models=first,last,linear,time_decay", "--segment-by=visitor", "--interval", f"--out={out}"]
    assert main(["attribute", *FILES, *words, "--lookback-days=14", "--half-life-days=3"]) == 0
    window = sa.Window(lookback_days=14, half_life_days=3)
    summary = sa.summarise(shop, "visitor", window)
    credit = sa.attribute(summary, ["first", "last", "linear", "time_decay"], interval=True)
    pd.testing.assert_frame_equal(pd.read_csv(out), credit, check_dtype=False, rtol=1e-9, check_exact=False)


def test_credit_by_campaign_and_with_custom_weights(shop, tmp_path):
    out = tmp_path / "credit.csv"
    assert main(["attribute", *FILES, "--touch-by=campaign", "--models=custom=50/0/50", f"--out={out}"]) == 0
    credit = sa.attribute(sa.summarise(shop, touch_by="campaign"), ["custom=50/0/50"])
    assert pd.read_csv(out)["conversions"].tolist() == pytest.approx(credit["conversions"].tolist())


def test_the_ledger_is_written_beside_the_credit_and_adds_up_to_it(shop, tmp_path, capsys):
    out, book = tmp_path / "credit.csv", tmp_path / "ledger.parquet"
    words = ["--models=linear,markov", "--segment-by=visitor", f"--out={out}", f"--ledger={book}"]
    assert main(["attribute", *FILES, *words, "--orders=first", "--margin"]) == 0
    assert capsys.readouterr().err.count("markov gives credit to channels") == 1
    rows, credit = pd.read_parquet(book), pd.read_csv(out)
    assert set(rows["model"]) == {"linear"}
    assert set(rows["repeat"]) == {0}
    assert rows["conversion_id"].nunique() == shop.conversions["customer_id"].nunique()
    linear = credit[credit["model"] == "linear"]
    for measure in ("conversions", "value", "margin"):
        keys = ["segment", "channel"]
        expected = linear.set_index(keys)[measure].sort_index()
        found = rows.groupby(keys)[measure].sum()
        pd.testing.assert_series_equal(found, expected, rtol=1e-9, check_index_type=False)


def test_rates_writes_what_the_public_function_returns(shop, tmp_path):
    out = tmp_path / "rates.csv"
    assert main(["rates", *FILES, "--by=visitor,device", f"--out={out}"]) == 0
    rates = sa.rates(shop, by=["visitor", "device"])
    pd.testing.assert_frame_equal(pd.read_csv(out), rates, check_dtype=False, rtol=1e-12, check_exact=False)


def test_a_summary_made_on_the_command_line_gives_the_same_credit(shop, tmp_path):
    out = tmp_path / "client.summary"
    assert main(["summarise", *FILES, "--segment-by=visitor", f"--out={out}", "--memory=1GB"]) == 0
    here = sa.attribute(sa.summarise(shop, "visitor"), ["linear", "time_decay"])
    pd.testing.assert_frame_equal(
        sa.attribute(sa.open_summary(out), ["linear", "time_decay"]), here, rtol=1e-9
    )


def test_without_out_the_table_goes_to_the_screen(capsys):
    assert main(["rates", *FILES, "--by=visitor"]) == 0
    assert "returning" in capsys.readouterr().out


def test_a_column_is_mapped_by_hand(tmp_path):
    visits = tmp_path / "visits.csv"
    visits.write_text("who,when,where,also\na,2026-03-01,Email,Search\n", encoding="utf-8")
    orders = tmp_path / "orders.csv"
    orders.write_text("who,when,worth\na,2026-03-02,10\n", encoding="utf-8")
    words = [f"--touchpoints={visits}", f"--conversions={orders}"]
    maps = [
        f"--map=touchpoints.{field}={column}"
        for field, column in {"customer_id": "who", "ts": "when", "channel": "also"}.items()
    ] + [
        f"--map=conversions.{field}={column}"
        for field, column in {"customer_id": "who", "ts": "when"}.items()
    ]
    out = tmp_path / "credit.csv"
    assert main(["attribute", *words, *maps, "--models=last", f"--out={out}"]) == 0
    assert pd.read_csv(out)["channel"].tolist() == ["Search"]


def test_sample_writes_the_shipped_files_again(tmp_path):
    assert main(["sample", str(tmp_path), "--kind=shop", "--size=7000", "--seed=7"]) == 0
    assert (tmp_path / "orders.csv").read_bytes() == (SHOP / "orders.csv").read_bytes()


REFUSED = {
    "a missing file": ["attribute", "--touchpoints=nowhere.csv", *FILES[1:]],
    "an unknown model": ["attribute", *FILES, "--models=guesswork"],
    "a ledger of nothing but channels": ["attribute", *FILES, "--models=markov", "--ledger=l.csv"],
    "an unknown column": ["attribute", *FILES, "--segment-by=shoe_size"],
    "a window below nothing": ["attribute", *FILES, "--lookback-days=-3"],
    "weights that are none": ["attribute", *FILES, "--models=custom=1/2"],
    "a mapping without a column": ["attribute", *FILES, "--map=touchpoints"],
    "a mapped column that is not there": ["attribute", *FILES, "--map=touchpoints.channel=nope"],
    "no file at all": ["rates"],
    "an ending nobody knows": ["rates", *FILES, "--out=rates.xyz"],
    "a folder that is not there": ["rates", *FILES, "--out=not/here/rates.csv"],
    "touchpoints without conversions": ["attribute", FILES[0]],
}


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_wrong_input_ends_in_one_line_and_exit_code_2(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert len(said.err) > 30


@pytest.mark.parametrize("words", [["nonsense"], [], ["sample", "x", "--size=many"]])
def test_wrong_words_end_in_one_line_and_exit_code_2(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_the_shell_sees_the_same_line_and_code():
    words = ["attribute", "--bogus"]
    ended = subprocess.run(
        [sys.executable, "-m", "segattr", *words], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr.count("\n"), ended.stdout) == (2, 1, "")


def test_an_audit_without_blockers_ends_well_and_says_so(capsys):
    assert main(["audit", *FILES]) == 0
    assert "Nothing was found" in capsys.readouterr().out


def test_an_audit_that_finds_blockers_ends_in_one_and_writes_what_it_found(tmp_path):
    orders = tmp_path / "orders.csv"
    row = "A1,guest,2026-03-02 10:00:00,10\n"
    orders.write_text(f"order_id,customer_id,ts,value\n{row}{row}", encoding="utf-8")
    out = tmp_path / "found.json"
    assert main(["audit", f"--conversions={orders}", f"--out={out}"]) == 1
    found = pd.read_json(out)
    assert {"placeholder_ids", "repeated_orders", "repeated_rows"} <= set(found["check"])
    assert found["severity"].iloc[0] == "blocker"


def test_ids_that_are_one_person_stand_beside_what_an_audit_found(tmp_path, capsys):
    customers = tmp_path / "customers.csv"
    mails = ["one@mail.de", "One@mail.de ", *(f"p{place}@mail.de" for place in range(60))]
    table = pd.DataFrame({"customer_id": [f"c{place}" for place in range(62)], "email": mails})
    table.to_csv(customers, index=False)
    main(["audit", f"--customers={customers}", f"--out={tmp_path / 'found.csv'}"])
    pairs = pd.read_csv(tmp_path / "found-ids.csv")
    assert pairs[["gives way", "stays"]].to_numpy().tolist() == [["c1", "c0"]]
    assert "1 pair, in found-ids.csv" in capsys.readouterr().out
    table.drop_duplicates("email").iloc[1:].to_csv(customers, index=False)
    main(["audit", f"--customers={customers}", f"--out={tmp_path / 'none.csv'}"])
    assert not (tmp_path / "none-ids.csv").exists()


def test_an_audit_of_no_file_is_wrong_input(capsys):
    assert main(["audit", "--conversions=nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err
