"""Meta (Facebook and Instagram) ads: reports in nine languages, and the warehouse table."""

from __future__ import annotations

from segattr.io.sources.layout import OPEN, Layout, Source

# start of the report | campaign | ad set | spend | impressions, as Ads Manager writes them
_LOCALISED = (
    ("レポート開始日", "キャンペーン名", "広告セット名", "消化金額", "インプレッション"),
    ("报告开始日期", "广告系列名称", "广告组名称", "已花费金额", "展示次数"),
    ("分析報告開始", "行銷活動名稱", "廣告組合名稱", "花費金額", "曝光次數"),
    ("보고 시작", "캠페인 이름", "광고 세트 이름", "지출 금액", "노출"),
    (
        "Inicio del informe",
        "Nombre de la campaña",
        "Nombre del conjunto de anuncios",
        "Importe gastado",
        "Impresiones",
    ),
    (
        "Início dos relatórios",
        "Nome da campanha",
        "Nome do conjunto de anúncios",
        "Valor usado",
        "Impressões",
    ),
    ("Berichtsstart", "Name der Kampagne", "Name der Anzeigengruppe", "Ausgegebener Betrag", "Impressionen"),
    (
        "Début des rapports",
        "Nom de la campagne",
        "Nom de l’ensemble de publicités",
        "Montant dépensé",
        "Impressions",
    ),
)
_NOTES = (
    "Results count different goals; the column Result indicator says which.",
    "Rows that read All in a breakdown are subtotals.",
)


def _english(*, day: bool) -> Layout:
    start = {"start": "Day", "end": OPEN} if day else {"start": "Reporting starts", "end": "Reporting ends"}
    counted = {"spend": "Amount spent", "clicks": "Link clicks", "impressions": "Impressions"}
    return Layout(
        "a Meta Ads report",
        ("Amount spent", "Impressions", *(("Day",) if day else ())),
        ("Reporting starts", "Ad set name", "Result indicator", "Cost per results"),
        "costs",
        {"costs": {**start, **counted}},
        {"costs": {"channel": "Campaign name | Ad set name"}},
        _NOTES,
    )


def _localised(start: str, campaign: str, ad_set: str, spend: str, impressions: str) -> Layout:
    return Layout(
        "a Meta Ads report",
        (spend, impressions),
        (start, campaign, ad_set),
        "costs",
        {"costs": {"start": start, "spend": spend, "impressions": impressions, "campaign": OPEN}},
        {"costs": {"channel": f"{campaign} | {ad_set}"}},
        _NOTES,
    )


META = Source(
    "meta",
    "Meta Ads",
    (
        _english(day=True),
        _english(day=False),
        *(_localised(*headers) for headers in _LOCALISED),
        Layout(
            "a Meta Ads warehouse table",
            ("date", "impressions", "inline_link_clicks", "spend"),
            role="costs",
            columns={
                "costs": {
                    "start": "date",
                    "spend": "spend",
                    "clicks": "inline_link_clicks",
                    "impressions": "impressions",
                }
            },
        ),
    ),
)
