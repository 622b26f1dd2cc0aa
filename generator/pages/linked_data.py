"""What a page tells search engines and those who share it: schema.org as JSON-LD, and Open Graph.

Says nothing that the page does not; addresses only where the site knows its own. Knows pages and records; nothing of frames.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, TypeAlias

from generator.languages import ENGLISH, catalogue
from generator.pages.page import Page
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

Thing: TypeAlias = dict[str, Any]

LOCALES = {ENGLISH: "en_GB", "cy": "cy_GB"}

ARTICLES = {"response.html", "inspection.html", "finding.html", "panel-report.html"}
"""Templates of pages that are a text rather than a part of the site."""

_NEVER = {letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
"""A script ends at `</script` and changes its state at `<!--` (HTML, 13.2.5.15); in JSON these can be written otherwise."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def linked_data(page: Page, site: Site, released: ReleasedRegister) -> str:
    """Write a page's JSON-LD, which a browser never runs; empty where there is nothing to tell."""
    things = [thing for thing in (_subject(page, site, released), _breadcrumbs(page, site)) if thing]
    if not things or not page.is_listed:
        return ""
    graph = {"@context": "https://schema.org", **(things[0] if len(things) == 1 else {"@graph": things})}
    written = _JSON.encode(graph)
    for letter, otherwise in _NEVER.items():  # much faster than `str.translate`, and each page has one
        written = written.replace(letter, otherwise)
    return f'<script type="application/ld+json">{written}</script>\n'


def open_graph(page: Page, site: Site) -> str:
    """Write what shows when a page's address is shared (ogp.me); a picture only where the office has a logo that is none of lines."""
    facts = {
        "og:title": page.title or site.name,
        "og:description": page.description or site.description,
        "og:type": "article" if page.template in ARTICLES else "website",
        "og:site_name": site.name,
        "og:locale": LOCALES[page.language],
        "og:url": site.address + page.address if site.address else "",
        "og:image": site.address + site.logo if site.address and not site.logo.endswith(".svg") and site.logo else "",
    }
    return "".join(f'<meta property="{name}" content="{escape(value)}">\n' for name, value in facts.items() if value)


def _subject(page: Page, site: Site, released: ReleasedRegister) -> Thing | None:
    made = _SUBJECTS.get(page.template)
    return made(page, site, released) if made else None


def _breadcrumbs(page: Page, site: Site) -> Thing | None:
    if not page.crumbs or not site.address:
        return None
    words = catalogue(page.language).gettext
    crumbs = [(words(crumb.words), crumb.address) for crumb in page.crumbs if crumb.address is not None]
    steps = [(words("Home"), ""), *crumbs, (page.title, page.address)]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": site.address + address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _response(page: Page, site: Site, released: ReleasedRegister) -> Thing:
    response: Response = page.given["response"]
    office = released.offices[response.office_id]
    reports = [
        _told({
            "@type": "Report", "name": report.title, "url": _url(site, address_of(report)),
            "datePublished": report.published_on.isoformat(), "publisher": _inspectorate(report),
        })
        for report in (released.inspections[id_] for id_ in response.inspection_ids)
    ]  # fmt: skip
    return _report(page, site, response, {"publisher": _office_of(office, site), "about": reports})


def _inspection(page: Page, site: Site, _: ReleasedRegister) -> Thing:
    report: Inspection = page.given["inspection"]
    return _report(page, site, report, {"publisher": _inspectorate(report), "sameAs": report.facts.report})


def _panel_report(page: Page, site: Site, released: ReleasedRegister) -> Thing:
    report: PanelReport = page.given["report"]
    return _report(page, site, report, {"publisher": _office_of(released.offices[report.office_id], site)})


def _report(page: Page, site: Site, record: Response | Inspection | PanelReport, others: Mapping[str, Any]) -> Thing:
    published = record.published.machine if record.published else None
    corrected = [each.on.isoformat() for each in record.facts.corrections]
    return _told({
        "@type": "Report", "name": page.title, "description": page.description, "inLanguage": page.language,
        "url": _url(site, page.address), "datePublished": published, "dateModified": max(corrected, default=None), **others,
    })  # fmt: skip


def _office(page: Page, site: Site, _: ReleasedRegister) -> Thing:
    office: Office = page.given["office"]
    return {**_office_of(office, site), "description": page.description}


def _office_of(office: Office, site: Site) -> Thing:
    return _told({
        "@type": "GovernmentOrganization", "name": office.name, "url": _url(site, address_of(office)), "sameAs": office.facts.website,
    })  # fmt: skip


def _inspectorate(report: Inspection) -> Thing:
    names = dict.fromkeys((report.inspectorate_in_full, report.facts.inspectorate))
    full, *short = names
    return _told({"@type": "GovernmentOrganization", "name": full, "alternateName": "".join(short)})


def _dataset(page: Page, site: Site, released: ReleasedRegister) -> Thing:
    file = _url(site, "data/section55.json")
    there = {"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": file} if file else None
    return _told({
        "@type": "Dataset", "name": f"{page.title}: {site.name}", "description": page.description, "url": _url(site, page.address),
        "dateModified": released.today.isoformat(), "distribution": there,
    })  # fmt: skip


def _url(site: Site, address: str | None) -> str | None:
    return site.address + address if site.address and address is not None else None


def _told(facts: Thing) -> Thing:
    """Leave out what is not known."""
    return {name: value for name, value in facts.items() if value}


_SUBJECTS: Mapping[str, Callable[[Page, Site, ReleasedRegister], Thing]] = {
    "response.html": _response, "inspection.html": _inspection, "panel-report.html": _panel_report,
    "office.html": _office, "data.html": _dataset,
}  # fmt: skip
