"""The command gives what the function gives, and says on standard error what it rests on."""

import pandas as pd
import pytest

import segattr as sa
from segattr.__main__ import main
from segattr.sample.installs import make_installs
from segattr.sample.write import write_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("app")
    write_sample(make_installs(2_000, seed=5), made)
    return made


def test_the_table_is_that_of_the_function(folder, capsys):
    files = {"events": folder / "events.ndjson", "costs": folder / "costs.csv"}
    named = [f"--{role}={path}" for role, path in files.items()]
    assert main(["installs", *named, "--by", "platform,campaign", f"--out={folder / 'out.csv'}"]) == 0
    wanted = sa.installs(sa.load(**files), by=["platform", "campaign"])
    found = pd.read_csv(folder / "out.csv", keep_default_na=False, na_values=[""])
    text = ["platform", "campaign", "note"]
    pd.testing.assert_frame_equal(
        found.fillna(dict.fromkeys(text, "")), wanted, check_dtype=False, rtol=1e-12
    )
    said = capsys.readouterr().err
    assert "2,000 app instances" in said
    assert "attributions count up to 7 days after the install" in said
    assert "spend placed by source, campaign, ad group" in said


def test_the_rule_is_set_from_the_line(folder, capsys):
    assert main(["installs", f"--events={folder / 'events.ndjson'}", "--window-days=30"]) == 0
    said = capsys.readouterr()
    assert "up to 30 days" in said.err
    assert "everybody" in said.out


def test_what_cannot_be_ends_in_one_line(folder, capsys):
    costs = f"--costs={folder / 'costs.csv'}"
    assert main(["installs", costs]) == 2
    assert main(["installs", f"--events={folder / 'events.ndjson'}", "--window-days=-1"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
