"""Every tool whose exports are recognised, most used first."""

from __future__ import annotations

from collections.abc import Iterable

from segattr.io.sources.amazon import AMAZON
from segattr.io.sources.amplitude import AMPLITUDE
from segattr.io.sources.apple import APPLE
from segattr.io.sources.appsflyer import APPSFLYER
from segattr.io.sources.ga4 import GA4
from segattr.io.sources.google_ads import GOOGLE_ADS
from segattr.io.sources.hubspot import HUBSPOT
from segattr.io.sources.layout import Known, Layout, Source, plain_headers
from segattr.io.sources.linkedin import LINKEDIN
from segattr.io.sources.mailchimp import MAILCHIMP
from segattr.io.sources.matomo import MATOMO
from segattr.io.sources.meta import META
from segattr.io.sources.microsoft import MICROSOFT
from segattr.io.sources.mixpanel import MIXPANEL
from segattr.io.sources.pinterest import PINTEREST
from segattr.io.sources.plausible import PLAUSIBLE
from segattr.io.sources.posthog import POSTHOG
from segattr.io.sources.reddit import REDDIT
from segattr.io.sources.salesforce import SALESFORCE
from segattr.io.sources.segment import SEGMENT
from segattr.io.sources.shopify import SHOPIFY
from segattr.io.sources.snapchat import SNAPCHAT
from segattr.io.sources.stripe import STRIPE
from segattr.io.sources.tiktok import TIKTOK
from segattr.io.sources.woocommerce import WOOCOMMERCE
from segattr.io.sources.x_ads import X_ADS

SOURCES: dict[str, Source] = {
    "ga4": GA4,
    "google_ads": GOOGLE_ADS,
    "meta": META,
    "shopify": SHOPIFY,
    "hubspot": HUBSPOT,
    "salesforce": SALESFORCE,
    "linkedin": LINKEDIN,
    "microsoft": MICROSOFT,
    "tiktok": TIKTOK,
    "woocommerce": WOOCOMMERCE,
    "stripe": STRIPE,
    "mailchimp": MAILCHIMP,
    "segment": SEGMENT,
    "mixpanel": MIXPANEL,
    "amplitude": AMPLITUDE,
    "posthog": POSTHOG,
    "appsflyer": APPSFLYER,
    "plausible": PLAUSIBLE,
    "matomo": MATOMO,
    "pinterest": PINTEREST,
    "x_ads": X_ADS,
    "reddit": REDDIT,
    "snapchat": SNAPCHAT,
    "amazon": AMAZON,
    "apple": APPLE,
}


def recognised(headers: Iterable[str]) -> Known | None:
    """Return which tool's export carries these headers; None where no tool's, or where two tools' could.

    Examples
    --------
    >>> recognised(["Email Address", "MEMBER_RATING", "LEID"]).layout.title
    'a Mailchimp audience export'
    >>> recognised(["Email", "Total"]) is None
    True
    """
    forms = plain_headers(headers)
    known = [
        Known(source, layout, forms) for source in SOURCES.values() if (layout := _layout(source, forms))
    ]
    return known[0] if len(known) == 1 else None


def _layout(source: Source, forms: dict[str, str]) -> Layout | None:
    return next((layout for layout in source.layouts if layout.tells(forms)), None)
