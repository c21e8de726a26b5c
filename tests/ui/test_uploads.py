"""What a visitor uploads is let go of as soon as it is read."""

from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from segattr.ui import uploads


def test_the_content_of_a_file_that_was_read_is_let_go_of(monkeypatch):
    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: None)
    file = UploadedFile(UploadedFileRec("1", "o.csv", "text/csv", b"id,value\n1,2\n"), FileURLs())
    uploads._free(file)
    assert file.closed
