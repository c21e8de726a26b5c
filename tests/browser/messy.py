"""Four files of one shop as they come: UTF-16 with comments, German Excel, a workbook with a cover, JSON."""

import io
import json
import random
from pathlib import Path

import openpyxl
import pandas as pd

FILES = Path(__file__).resolve().parents[1] / "data_files"
ORDERS = FILES / "03_german_excel_semicolon_decimal_comma_cp1252.csv"
CHANNELS = ("Email", "Paid search", "Organic", "Direct")
PLANS = ("basic", "plus", "pro")


def four_messy_files() -> list[dict]:
    """Return them as a browser drops them."""
    orders = pd.read_csv(ORDERS, sep=";", encoding="cp1252", dtype="str")
    days = pd.to_datetime(orders["Bestelldatum"], format="%d.%m.%Y %H:%M")
    visits = pd.DataFrame(
        {
            "Customer ID": orders["Kundennummer"],
            "Date": (days - pd.Timedelta(days=3)).dt.strftime("%m/%d/%Y %H:%M"),
            "Channel": [CHANNELS[n % len(CHANNELS)] for n in range(len(orders))],
        }
    )
    return [
        _file("visits.csv", _report(visits)),
        _file(ORDERS.name, ORDERS.read_bytes()),
        _file("customers.xlsx", _workbook(sorted(orders["Kundennummer"].unique()))),
        _file("costs.json", _nested()),
    ]


def long_file() -> dict:
    """Return a file about the same customers that takes long enough to write to be caught at it."""
    customers = pd.read_csv(ORDERS, sep=";", encoding="cp1252", dtype="str")["Kundennummer"].unique()
    dice = random.Random(7)
    rows = [f"{customers[n % len(customers)]},{dice.randbytes(60).hex()}" for n in range(60_000)]
    return _file("remarks.csv", "\n".join(["Customer ID,Remark", *rows]).encode())


def _file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def _report(visits: pd.DataFrame) -> bytes:
    table = visits.to_csv(index=False, sep="\t")
    return f"# ----\n# Visits by channel\n# 20101201-20111209\n# ----\n\n{table}".encode("utf-16")


def _workbook(customers: list[str]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Exported for the agency"])
    sheet = book.create_sheet("Customers")
    sheet.append(["All customers"])
    sheet.append([])
    sheet.append(["Customer ID", "Plan", "E-mail"])
    for n, customer in enumerate(customers):
        sheet.append([customer, PLANS[n % len(PLANS)], f"someone{n}@example.com"])
    sheet.append(["Grand total", None, None])
    book.save(file := io.BytesIO())
    return file.getvalue()


def _nested() -> bytes:
    rows = [
        {"channel": channel, "month": f"2011-{month:02}-01", "stats": {"cost_micros": 120_000_000 + month}}
        for channel in CHANNELS[:2]
        for month in range(1, 13)
    ]
    return json.dumps({"report": {"rows": rows}}).encode()
