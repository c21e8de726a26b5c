import codecs

import pytest

from segattr.errors import FileRefused
from segattr.io.encoding import below_comments, decoded


@pytest.mark.parametrize(
    ("head", "encoding", "mark"),
    [
        ("Größe".encode(), "utf-8", 0),
        (codecs.BOM_UTF8 + "Größe".encode(), "utf-8", 3),
        (codecs.BOM_UTF16_LE + "Größe".encode("utf-16-le"), "utf-16-le", 2),
        (codecs.BOM_UTF16_BE + "Größe".encode("utf-16-be"), "utf-16-be", 2),
        ("Größe,Wert".encode("utf-16-le"), "utf-16-le", 0),
        ("Größe €".encode("cp1252"), "cp1252", 0),
    ],
)
def test_the_encoding_is_found(head, encoding, mark):
    found, length, text = decoded(head, name="k.csv", whole=True)
    assert (found, length) == (encoding, mark)
    assert text.startswith("Größe")


def test_a_letter_cut_in_two_at_the_end_of_the_sample_is_still_utf8():
    assert decoded("aé".encode()[:-1], name="k.csv", whole=False)[0] == "utf-8"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(FileRefused, match="does not hold text"):
        decoded(bytes(range(256)) * 10, name="photo.csv", whole=True)


def test_comment_lines_on_top_are_skipped_and_told():
    body, notes = below_comments("# ----,,,\n# Account: Demo,,,\n\nid,value\n# not a comment\n")
    assert body == "id,value\n# not a comment\n"
    assert notes == ["Skipped 2 comment lines on top: Account: Demo."]


def test_without_comments_nothing_is_said():
    assert below_comments("id,value\n") == ("id,value\n", [])
