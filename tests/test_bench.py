"""The bench's contenders that need no other library run from a plain checkout and give one answer."""

from pathlib import Path

import pytest

from bench.__main__ import check, contenders
from bench.log import write_log

NOWHERE = Path("nowhere") / "python"
OURS = {
    title: own
    for title, everybody in contenders(NOWHERE).items()
    if len(own := [each for each in everybody if each.python != NOWHERE]) > 1
}


@pytest.mark.parametrize("title", OURS)
def test_who_needs_no_other_library_gives_the_same_credit(title, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    write_log(tmp_path, 4_000)
    for each in OURS[title]:
        each.run(tmp_path)
    check(OURS[title], tmp_path)
    assert all(each.megabytes for each in OURS[title])
