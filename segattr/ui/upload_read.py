"""Reading one file a visitor has brought; what goes wrong with it is said, and costs no other file."""

from __future__ import annotations

import io
import logging
from dataclasses import replace

from segattr.errors import SegattrError
from segattr.io.personal import without_personal
from segattr.io.readers import read_table
from segattr.ui.desk import Desk
from segattr.ui.summary_reading import is_summary
from segattr.ui.upload import Upload, understood


def read_upload(
    upload: Upload, *, salt: str, sheet: str | None = None, remembered: Desk | None = None
) -> Upload:
    """Read a file; where that fails, say why and let the others be.

    Parameters
    ----------
    upload : its name and bytes.
    salt : what e-mails and phone numbers are hashed with; empty where they are not.
    sheet : which sheet of a workbook; None for the one with the fullest table.
    remembered : the desk that may know what was decided about it before.
    """
    try:
        if is_summary(upload.name, upload.raw):
            return understood(upload)
        reading = read_table(io.BytesIO(upload.raw), name=upload.name, sheet=sheet)
        reading = without_personal(reading, salt=salt) if salt else reading
    except SegattrError as error:
        return replace(upload, problem=str(error), raw=b"")
    except Exception:  # a damaged file of one visitor must not cost the others of the same drop
        logging.getLogger(__name__).exception("A file could not be read")
        return replace(
            upload, problem=f"{upload.name} could not be read. Save it as CSV and try again.", raw=b""
        )
    correction = remembered.correction_for(upload.id, reading) if remembered else upload.correction
    raw = upload.raw if len(reading.sheets) > 1 else b""
    return understood(replace(upload, name=reading.name, reading=reading, correction=correction, raw=raw))
