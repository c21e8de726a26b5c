import asyncio
import gc
from pathlib import Path
from queue import Queue
from threading import Event

import streamlit as st
from streamlit.testing.v1 import AppTest

from app import app, lifespan, warm_up


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


def test_warming_up_freezes_what_the_imports_brought():
    try:
        warm_up()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_the_server_does_not_wait_for_the_warm_up(monkeypatch):
    server_is_up, waited_for = Event(), Queue()
    monkeypatch.setattr("app.warm_up", lambda: waited_for.put(server_is_up.wait(timeout=10)))

    async def start():
        async with lifespan(app):
            server_is_up.set()

    asyncio.run(start())
    assert waited_for.get(timeout=20) is True
