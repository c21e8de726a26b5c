from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from app import WARM, app, warm_up


def failing():
    import streamlit as st

    from app import explain
    from segattr.errors import FileRefused

    explain(FileRefused("*orders.csv* is empty."))
    explain(ZeroDivisionError("division by zero"))
    st.text("the rest of the page")


def test_an_error_of_the_data_is_shown_as_its_sentence_and_any_other_without_its_innards():
    of_data, other = AppTest.from_function(failing).run().error
    assert of_data.value == r"\*orders\.csv\* is empty\."
    assert "division" not in other.value


def test_the_entry_wraps_the_shell_with_headers_warm_up_and_the_last_word_on_errors():
    assert isinstance(app, st.App)
    assert Path(app.script_path) == Path("segattr/ui/shell.py")


def test_starting_up_imports_what_the_first_visitor_needs_and_freezes_it():
    import asyncio
    import gc
    import sys

    async def start():
        async with warm_up(app):
            return gc.get_freeze_count()

    try:
        assert asyncio.run(start()) > 10_000
        assert set(WARM) <= set(sys.modules)
    finally:
        gc.unfreeze()
