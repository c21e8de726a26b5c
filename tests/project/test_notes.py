"""Notes: what a person wrote comes back as written, and nothing else does."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.errors import BadSetting
from segattr.project.notes import LONGEST, LONGEST_ABOUT, MOST, PINS, Note, about_one_of, read_notes, subject

DAY = "2026-05-04"
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(st.sampled_from(PINS), texts, texts)
def test_a_note_comes_back_from_a_file_as_it_was_written(kind, about, text):
    try:
        note = Note(kind, about, text, DAY)
    except BadSetting:  # nothing an eye could see was left
        return
    plain = json.loads(json.dumps([note.to_json()]))
    assert read_notes(plain) == (note,)
    assert note.is_about(about)
    assert not any(sign < " " and sign != "\n" for sign in note.text + note.about)


@pytest.mark.parametrize(
    ("kind", "about", "text", "when"),
    [
        ("planet", "a", "b", DAY),
        ("chart", " ", "b", DAY),
        ("chart", "a", "\u202e \x00", DAY),
        ("chart", "a", "b" * (LONGEST + 1), DAY),
        ("chart", "a", "b", "soon"),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(kind, about, text, when):
    with pytest.raises(BadSetting):
        Note(kind, about, text, when)


def test_signs_that_turn_the_text_around_are_left_out_and_lines_stay():
    assert Note("chart", "a\nb", "one\r\ntwo\u202e\x07", DAY).text == "one\ntwo"
    assert Note("chart", "a\nb", "x", DAY).about == "a b"


def test_a_long_sentence_is_cut_the_same_way_each_time():
    long = "returning visitors " * 60
    assert len(subject(long)) == LONGEST_ABOUT
    assert subject(subject(long)) == subject(long)
    assert about_one_of([Note("finding", long, "x", DAY)], "finding", long)


def test_nonsense_in_a_file_leaves_the_other_notes():
    good = Note("segment", "new", "x", DAY).to_json()
    wrong = [7, None, {}, {**good, "text": 3}, {**good, "pinned_to": "x"}, {**good, "when": None}]
    assert read_notes([*wrong, good, good]) == (Note("segment", "new", "x", DAY),)
    assert read_notes("text") == read_notes(None) == ()


def test_a_project_holds_so_many_and_no_more():
    many = [Note("segment", f"s{n}", "x", DAY).to_json() for n in range(MOST + 5)]
    assert len(read_notes(many)) == MOST
