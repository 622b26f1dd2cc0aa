"""Lists of responses: a letter to several reports names each, and where its clocks differ, each status."""

from __future__ import annotations

import pytest

from tests.support.small_site import INSPECTION, RESPONSE, SmallSite

BOTH = """\
---
inspection: [2019/cyber, 2019/roads]
published: 2026-11-22
chief-officer-comments: none submitted
answers:
  2019/cyber#recommendation, 2019/roads#recommendation: {action: none, reason: It is not for us.}
---

## PCC response

I welcome both.
"""


@pytest.mark.parametrize(
    ("published", "row"),
    [
        ("2026-09-01", "Published in time Safe roads: Published late"),
        ("2026-10-01", "Published in time"),
    ],
)
def test_a_list_shows_the_status_of_every_report_that_a_letter_answers(
    small_site: SmallSite, published: str, row: str
) -> None:
    report = (small_site.content / f"{INSPECTION}.md").read_text(encoding="utf-8")
    roads = report.replace("2026-11-01", published).replace("Keep the light on", "Safe roads")
    small_site.write("inspections/2019/roads.md", roads)
    small_site.write(f"{RESPONSE}.md", BOTH)
    assert small_site.build("2026-11-23") == []
    for address in ("responses", "responses/norfolk", "offices/norfolk"):
        words = small_site.words(address)
        assert "Keep the light on; Safe roads" in words, address
        assert row in words, address
        assert ("Published late" in words) == ("Published late" in row), address
