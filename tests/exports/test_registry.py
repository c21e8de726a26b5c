import altair as alt
import pandas as pd
import pytest

from segattr.exports.document import Document
from segattr.exports.registry import EXPORTS

rows = pd.DataFrame({"channel": ["Email"], "share": [1.0]})
document = Document(
    rows, name="t", title="Who?", chart=alt.Chart(rows).mark_bar().encode(x="share:Q", y="channel:N")
)


@pytest.mark.parametrize("suffix", EXPORTS)
def test_every_export_makes_a_file_that_says_what_it_is(suffix):
    export = EXPORTS[suffix]
    raw = export.make(document)
    signs = {"csv": b"\xef\xbb\xbfchannel", "xlsx": b"PK", "svg": b"<svg", "png": b"\x89PNG"}
    assert raw.startswith(signs[suffix])
    assert "/" in export.mime


def test_labels_tell_the_exports_apart():
    assert len({export.label for export in EXPORTS.values()}) == len(EXPORTS)
