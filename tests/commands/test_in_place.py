"""With a limit on memory the files are read where they lie, or whole, and it is said why."""

import pandas as pd
import pytest

import segattr as sa
from segattr.__main__ import main
from tests.test_main import FILES


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("large")
    shop = sa.load(**dict(word.removeprefix("--").split("=") for word in FILES))
    for role in ("touchpoints", "conversions", "customers"):
        shop.table(role).to_parquet(made / f"{role}.parquet", index=False)
    return made


def summarised(folder, *words):
    files = [f"--{path.stem}={path}" for path in sorted(folder.glob("*.parquet"))]
    assert main(["summarise", *files, *words, f"--out={folder / 'client.summary'}"]) == 0
    return sa.attribute(sa.open_summary(folder / "client.summary"), ["first", "linear"])


WORDS = ("--segment-by=visitor", "--touch-by=campaign", "--by-month")


def test_a_limit_changes_no_figure_and_holds_no_event(folder, capsys):
    found = summarised(folder, "--memory=1GB", *WORDS)
    assert "whole" not in capsys.readouterr().err
    pd.testing.assert_frame_equal(found, summarised(folder, *WORDS), rtol=1e-9, check_exact=False)


@pytest.mark.slow
def test_what_needs_all_of_a_file_reads_it_whole_and_says_so(folder, capsys):
    found = summarised(folder, "--memory=1GB", "--hash-personal", "--segment-by=content")
    assert "segattr: the files are read whole." in capsys.readouterr().err
    pd.testing.assert_frame_equal(
        found, summarised(folder, "--segment-by=content"), rtol=1e-9, check_exact=False
    )
