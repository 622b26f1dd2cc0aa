"""Metadata of a page for search engines and social media: schema.org as JSON-LD, and Open Graph.

Contains nothing that the page does not; addresses only where the site knows its own. Knows pages and records; nothing
of frames.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any, TypeAlias

from generator.languages import ENGLISH, catalogue
from generator.pages.data import DataContext
from generator.pages.page import Page
from generator.pages.single.inspection import InspectionContext
from generator.pages.single.office import OfficeContext
from generator.pages.single.panel_report import PanelReportContext
from generator.pages.single.response import ResponseContext
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.dataset.tables import TABLES
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

Thing: TypeAlias = dict[str, Any]
"""An object of schema.org."""

LOCALES = {ENGLISH: "en_GB", "cy": "cy_GB"}

_ESCAPES = {letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
"""A script ends at `</script` and changes state at `<!--` (HTML, 13.2.5.15), so JSON escapes these letters."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def linked_data(page: Page, site: Site, released: ReleasedRegister) -> str:
    """Return a page's JSON-LD, which a browser never runs; empty where there is none."""
    things = [thing for thing in (_subject(page, site, released), _breadcrumbs(page, site)) if thing]
    if not things or not page.is_listed:
        return ""
    graph = {"@context": "https://schema.org", **(things[0] if len(things) == 1 else {"@graph": things})}
    text = _JSON.encode(graph)
    for letter, escaped in _ESCAPES.items():  # much faster than `str.translate`, and each page has one
        text = text.replace(letter, escaped)
    return f'<script type="application/ld+json">{text}</script>\n'


def open_graph(page: Page, site: Site) -> str:
    """Return what is shown when a page's address is shared (ogp.me); an image only if the logo is a bitmap."""
    properties = {
        "og:title": page.title or site.name,
        "og:description": page.description or site.description,
        "og:type": "article" if page.kind.is_article else "website",
        "og:site_name": site.name,
        "og:locale": LOCALES[page.language],
        "og:url": site.address + page.address if site.address else "",
        "og:image": site.address + site.logo if site.address and not site.logo.endswith(".svg") and site.logo else "",
    }
    return "".join(
        f'<meta property="{name}" content="{escape(value)}">\n' for name, value in properties.items() if value
    )


def _subject(page: Page, site: Site, released: ReleasedRegister) -> Thing | None:
    match page.context:
        case ResponseContext(response=response):
            return _response(page, site, released, response)
        case InspectionContext(inspection=inspection):
            others = {"publisher": _inspectorate(inspection), "sameAs": inspection.facts.report}
            return _report(page, site, inspection, others)
        case PanelReportContext(report=report, office=office):
            return _report(page, site, report, {"publisher": _organisation(office, site)})
        case OfficeContext(office=office):
            return {**_organisation(office, site), "description": page.description}
        case DataContext():
            return _dataset(page, site, released)
    return None


def _breadcrumbs(page: Page, site: Site) -> Thing | None:
    if not page.crumbs or not site.address:
        return None
    words = catalogue(page.language).gettext
    crumbs = [(words(crumb.words), crumb.address) for crumb in page.crumbs if crumb.address is not None]
    steps = [(words("Home"), ""), *crumbs, (page.title, page.address)]
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": site.address + address}
        for position, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _response(page: Page, site: Site, released: ReleasedRegister, response: Response) -> Thing:
    reports = [
        _without_empty({
            "@type": "Report", "name": report.title, "url": _url(site, address_of(report)),
            "datePublished": report.published_on.isoformat(), "publisher": _inspectorate(report),
        })
        for report in (released.inspections[id_] for id_ in response.inspection_ids)
    ]  # fmt: skip
    publishers = [_organisation(office, site) for office in released.offices_of(response)]
    publisher = publishers if len(publishers) > 1 else publishers[0]
    return _report(page, site, response, {"publisher": publisher, "about": reports})


def _report(page: Page, site: Site, record: Response | Inspection | PanelReport, others: Mapping[str, Any]) -> Thing:
    published = record.published.machine if record.published else None
    corrected = [correction.on.isoformat() for correction in record.facts.corrections]
    return _without_empty(
        {
            "@type": "Report",
            "name": page.title,
            "description": page.description,
            "inLanguage": page.language,
            "url": _url(site, page.address),
            "datePublished": published,
            "dateModified": max(corrected, default=None),
            **others,
        }
    )


def _organisation(office: Office, site: Site) -> Thing:
    return _without_empty(
        {
            "@type": "GovernmentOrganization",
            "name": office.name,
            "url": _url(site, address_of(office)),
            "sameAs": office.facts.website,
        }
    )


def _inspectorate(report: Inspection) -> Thing | list[Thing]:
    """Return the inspectorate, or each of a joint inspection."""
    full, short = report.inspectorates_in_full, report.inspectorates
    if len(full) != len(short):
        full, short = [report.inspectorate_in_full], [report.inspectorate]
    things = [
        _without_empty(
            {"@type": "GovernmentOrganization", "name": name, "alternateName": other if other != name else ""}
        )
        for name, other in zip(full, short, strict=True)
    ]
    return things if len(things) > 1 else things[0]


def _dataset(page: Page, site: Site, released: ReleasedRegister) -> Thing:
    files = {"section55.json": "application/json", **{table.file_name: "text/csv" for table in TABLES}}
    downloads = [
        {"@type": "DataDownload", "encodingFormat": form, "contentUrl": _url(site, f"data/{name}")}
        for name, form in files.items()
    ]
    return _without_empty(
        {
            "@type": "Dataset",
            "name": f"{page.title}: {site.name}",
            "description": page.description,
            "url": _url(site, page.address),
            "dateModified": released.today.isoformat(),
            "distribution": downloads if site.address else None,
        }
    )


def _url(site: Site, address: str | None) -> str | None:
    return site.address + address if site.address and address is not None else None


def _without_empty(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value}
