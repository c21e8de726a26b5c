"""What people and tools call each field, in English, German and French.

`NAMES` maps a field, or ``role.field`` where one role calls it something else, to its strong and weak names.
Names are matched without case, accents, blanks and signs: ``user id`` stands for ``user_id``, ``UserID`` and
``User-ID``. Names further left are preferred.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """The names of one field, parted by commas; a weak one counts only when nothing better is there."""

    strong: str
    weak: str = ""


_MONEY = (
    "value, order value, conversion value, revenue, total revenue, purchase revenue, order total, order "
    "amount, total amount, amount, grand total, total price, total, transaction revenue, net revenue, "
    "purchase value, sales, net sales, sales amount, turnover, deal amount, n revenue formatted, n "
    "revenue, order revenue, ecommerce purchase revenue, total conversion value, conversions value, wert, "
    "bestellwert, umsatz, betrag, summe, gesamt, gesamtbetrag, gesamtsumme, warenkorbwert, auftragswert, "
    "valeur, montant, montant total, chiffre d affaires, ca, prix total, panier"
)
_WHEN = (
    "ts, timestamp, event timestamp, datetime, date time, event time, time, date, time stamp, event date, "
    "occurred at, created at, created, date utc, created date, creation date, day, zeitstempel, "
    "zeitpunkt, datum, datum uhrzeit, zeit, tag, horodatage, date heure, date et heure, jour"
)

NAMES: dict[str, Names] = {
    "customer_id": Names(
        "customer id, user id, client id, visitor id, person id, contact id, member id, subscriber id, "
        "shopper id, customer number, customer no, customer key, customer ref, user key, uid, cust id, "
        "customer, user, client, visitor, full visitor id, user pseudo id, distinct id, anonymous id, "
        "profile id, appsflyer id, customer user id, household id, account id, crm id, cookie id, cookie, "
        "device id, email, e mail, email address, customer email, user email, mail, kundennummer, kunden "
        "id, kundennr, kunden nr, kunde, nutzer id, benutzer id, besucher id, nutzer, besucher, e mail "
        "adresse, email adresse, identifiant client, id client, numero client, no client, code client, "
        "utilisateur, id utilisateur, identifiant utilisateur, visiteur, id visiteur, courriel",
        "record id, lead id, person, member, id, guid, uuid, contact, identifiant",
    ),
    "touchpoints.ts": Names(
        "touch ts, touch time, touch date, touchpoint time, touchpoint date, visit time, visit date, "
        "visit ts, session start, session start time, session date, click time, click date, interaction "
        "date, visit start time, interaction time, hit time, " + _WHEN,
        "received at, sent at, original timestamp, visited at",
    ),
    "conversions.ts": Names(
        "order date, order time, order datetime, order ts, ordered at, purchase date, purchase time, "
        "purchased at, transaction date, transaction time, conversion date, conversion time, conversion "
        "ts, converted at, invoice date, paid at, install time, close date, closed date, bestelldatum, "
        "bestellzeit, kaufdatum, rechnungsdatum, auftragsdatum, date de commande, date commande, date "
        "achat, date d achat, date facture, " + _WHEN,
        "processed at, received at, updated at, original timestamp",
    ),
    "sessions.ts": Names(
        "session start, session start time, session date, session time, visit time, visit date, visit "
        "start time, visit start, " + _WHEN,
    ),
    "ts": Names(
        _WHEN,
        "received at, sent at, original timestamp, start time, start date",
    ),
    "channel": Names(
        "channel, marketing channel, default channel group, default channel grouping, channel group, "
        "channel grouping, session default channel group, session default channel grouping, session "
        "primary channel group, channel name, touchpoint, touchpoint channel, media channel, traffic "
        "channel, acquisition channel, touch channel, kanal, marketingkanal, marketing kanal, werbekanal, "
        "canal, canal marketing, canal d acquisition",
        "source medium, session source medium, traffic source, media source, original traffic source, "
        "original source, lead source, utm source, source, network, platform, publisher, attribution, "
        "quelle, herkunft, origine",
    ),
    "costs.channel": Names(
        "channel, marketing channel, default channel group, default channel grouping, channel group, "
        "channel grouping, channel name, media channel, kanal, marketingkanal, marketing kanal, "
        "werbekanal, canal, canal marketing",
        "source medium, media source, utm source, source, network, platform, publisher, campaign, "
        "campaign name, kampagne, campagne, campaign id, ad group, ad group name, ad group id, account, "
        "account name, account id",
    ),
    "campaign": Names(
        "campaign, utm campaign, campaign name, session campaign, kampagne, kampagnenname, campagne, nom "
        "de la campagne, context campaign name",
        "campaign id",
    ),
    "source": Names(
        "utm source, source, session source, source name, context campaign source, quelle",
    ),
    "medium": Names(
        "utm medium, medium, session medium, context campaign medium",
    ),
    "content": Names(
        "utm content, content, ad content, creative, creative name, ad name, manual ad content, anzeige, "
        "anzeigenname",
    ),
    "event": Names(
        "event, event name, event type, action, activity, ereignis, aktion, evenement",
        "type, name",
    ),
    "landing_page": Names(
        "landing page, landing page path, landing url, landing page url, entry page, first page seen, "
        "zielseite, einstiegsseite, page d entree, page de destination",
        "page location, page url",
    ),
    "cost": Names(
        "cost, costs, touch cost, click cost, spend, kosten, cout, couts",
    ),
    "conversion_id": Names(
        "conversion id, order id, transaction id, order number, order no, order nr, invoice no, invoice "
        "number, invoice id, purchase id, deal id, opportunity id, order, bestellnummer, bestell nr, "
        "bestell id, auftragsnummer, auftrags nr, rechnungsnummer, transaktions id, numero de commande, "
        "no commande, id commande, commande, numero commande, reference commande",
        "invoice, lead id, id, name",
    ),
    "value": Names(
        _MONEY,
        "price, subtotal, preis, prix, gross",
    ),
    "margin": Names(
        "margin, profit, gross profit, gross margin, contribution margin, order margin, marge, "
        "deckungsbeitrag, rohertrag, gewinn, marge brute, benefice",
    ),
    "kind": Names(
        "kind, conversion type, conversion name, conversion action, goal, goal name, order type, event, "
        "event name, ziel, bestellart, objectif",
        "type",
    ),
    "product": Names(
        "product, product name, item, item name, sku, lineitem name, produkt, produktname, artikel, "
        "produit, article",
        "product id, stock code, description",
    ),
    "lead_ts": Names(
        "lead ts, lead date, lead created, lead created at, lead created date, date du lead, leaddatum",
    ),
    "opportunity_ts": Names(
        "opportunity ts, opportunity date, opportunity created, opportunity created at, opportunity "
        "created date",
    ),
    "created_ts": Names(
        "created ts, created at, created, create date, createdate, created date, property createdate, "
        "property created at, signup date, sign up "
        "date, signed up at, registered at, registration date, first seen, first seen at, joined, date "
        "joined, join date, member since, customer since, dt customer, angelegt am, erstellt am, "
        "registrierungsdatum, anmeldedatum, kunde seit, date d inscription, date inscription, date de "
        "creation, client depuis",
        "first order date, first purchase date, optin time",
    ),
    "first_source": Names(
        "first source, original source, original traffic source, original source type, first touch source, "
        "first utm source, acquisition source, lead source, hs analytics source, property hs analytics "
        "source, first channel, first touch channel, initial channel, first touchpoint, initial utm source, "
        "initial referring domain, erste quelle, urspruengliche quelle, ursprungsquelle, leadquelle, "
        "erstkontakt, source d origine, premiere source, source du lead",
    ),
    "latest_source": Names(
        "latest source, latest traffic source, last source, last touch source, recent source, most recent "
        "source, hs latest source, property hs latest source, last channel, latest channel, last touch "
        "channel, last utm source, latest utm source, last touchpoint, neueste quelle, letzte quelle, "
        "aktuelle quelle, letztkontakt, derniere source, source la plus recente",
    ),
    "latest_source_ts": Names(
        "latest source ts, latest source date, latest traffic source date, latest source timestamp, hs "
        "latest source timestamp, property hs latest source timestamp, last source date, last touch date, "
        "time last seen, time of last session, time of last visit, hs analytics last timestamp, property hs "
        "analytics last timestamp, last visit date, last session date, datum der letzten quelle, date de la "
        "derniere source",
    ),
    "converted_ts": Names(
        "converted ts, converted date, became a customer date, became customer date, hs lifecyclestage "
        "customer date, property hs lifecyclestage customer date, close date, closedate, property "
        "closedate, closed date, won date, first deal created date, first order date, first purchase date, "
        "recent deal close date, recent conversion date, first conversion date, property first conversion "
        "date, kunde geworden am, abschlussdatum, kundenabschlussdatum, date de conversion, date de cloture",
        "last conversion date, conversion date, property recent conversion date",
    ),
    "deal_value": Names(
        "deal value, recent deal amount, total revenue, deal amount, amount, total deal amount, lifetime "
        "revenue, total spent, property amount, property total revenue, recent deal amount in company "
        "currency, umsatz, gesamtumsatz, montant, chiffre d affaires",
    ),
    "start": Names(
        "start, start date, date start, reporting starts, period start, date, day, week, month, period, "
        "from, datum, tag, woche, monat, beginn, von, zeitraum, jour, semaine, mois, debut, date de "
        "debut, du",
        "ts, timestamp, time",
    ),
    "end": Names(
        "end, end date, date end, date stop, reporting ends, period end, to, until, ende, enddatum, bis, "
        "fin, date de fin, au",
    ),
    "spend": Names(
        "spend, cost, costs, amount spent, ad spend, total spend, media spend, marketing spend, total "
        "cost, media cost, kosten, ausgaben, werbekosten, ausgegebener betrag, cout, couts, depense, "
        "depenses, montant depense, billed charge",
        "amount, budget, investment, betrag, montant",
    ),
    "clicks": Names(
        "clicks, link clicks, all clicks, inline link clicks, klicks, clics",
    ),
    "impressions": Names(
        "impressions, impr, impressionen",
    ),
    "converted": Names(
        "converted, is converted, conversion, converter, purchase, purchased, bought, churn, churned, y, "
        "target, outcome, subscribed, canceled, cancelled, signed up, signup, responded, response, "
        "success, successful, won, exited, deposit, deposited, conversion flag, conversion status, "
        "completed, attrition, retained, renewed, default payment, clicked, admit, admitted, accepted, "
        "approved, hired, survived, on time, ontime, delivered on time, on time delivery, passed, "
        "konvertiert, konversion, puenktlich, termintreu, "
        "gekauft, kauf, gekuendigt, storniert, erfolg, abschluss, converti, achat, achete, resilie, "
        "annule, succes",
        "conversions, revenue, sale, sales, order, orders, transaction, transactions, label, class, "
        "result, lead, admission, decision, status, verdict, umsatz, bestellung, ergebnis, commande, vente, "
        "resultat, statut",
    ),
    "people": Names(
        "people, visitors, users, sessions, visits, customers, active users, total users, patients, "
        "recipients, participants, persons, n, count, freq, frequency, trials, exposed, audience, group "
        "size, sample size, besucher, nutzer, personen, kunden, sitzungen, besuche, anzahl, empfaenger, "
        "visiteurs, utilisateurs, personnes, clients, visites, effectif, nombre",
    ),
    "converters": Names(
        "converters, conversions, converted, successes, buyers, orders, purchases, transactions, key "
        "events, responders, wins, bookings, signups, sign ups, converted users, purchasers, kaeufer, "
        "konversionen, conversionen, bestellungen, kaeufe, abschluesse, erfolge, acheteurs, commandes, "
        "achats, ventes, succes",
    ),
    "path": Names(
        "path, paths, conversion path, channel path, customer journey, journey, touchpoint path, source "
        "path, default channel group path, default channel grouping path, mcf channel grouping path, top "
        "conversion paths, pfad, kanalpfad, conversion pfad, customer journey pfad, chemin, parcours, "
        "parcours client",
    ),
    "paths.conversions": Names(
        "conversions, total conversions, conversion, conv, key events, total conversion, orders, "
        "purchases, count, n, konversionen, conversionen, bestellungen, anzahl, conversions totales, "
        "achats, nombre",
    ),
    "nulls": Names(
        "nulls, total null, total nulls, null, null conversions, non conversions, no conversion, no "
        "conversions, null paths, non converting, ohne konversion, sans conversion",
    ),
}


def names_of(role: str, field: str) -> Names:
    """Return the names of a field, as the role calls it.

    Examples
    --------
    >>> names_of("costs", "clicks").strong
    'clicks, link clicks, all clicks, inline link clicks, klicks, clics'
    """
    return NAMES.get(f"{role}.{field}") or NAMES[field]
