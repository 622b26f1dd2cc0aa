"""Links of a site that has no address yet: they name files, so that a browser opens them from a disk."""

from __future__ import annotations

import pytest

from generator.pages.disk_links import with_file_names


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="../responses/">', '<a href="../responses/index.html">'),
        ('<a class="x" href="../../..">', '<a class="x" href="../../../index.html">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="./">', '<a href="./index.html">'),
        ('<a href="../x/#clock">', '<a href="../x/index.html#clock">'),
        ('<a rel="next" href="2/?sort=date">', '<a rel="next" href="2/index.html?sort=date">'),
        (
            '<form class="s" action="../search/" method="get">',
            '<form class="s" action="../search/index.html" method="get">',
        ),
        (
            '<meta http-equiv="refresh" content="0; url=../../new/">',
            '<meta http-equiv="refresh" content="0; url=../../new/index.html">',
        ),
    ],
)
def test_a_link_to_a_folder_names_its_page(link: str, expected: str) -> None:
    assert with_file_names(link) == expected


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://www.example.org/a/">',
        '<a href="HTTPS://www.example.org/">',
        '<a href="mailto:office@police.example">',
        '<a href="//example.org/a/">',
        '<a href="/responses/">',
        '<a href="#main">',
        '<a href="?q=a/">',
        '<a href="">',
        '<a href="letter.pdf">',
        '<a href="../data/section55.json">',
        '<link rel="canonical" href="../../new/">',
        '<p data-root="../">',
    ],
)
def test_every_other_link_stays(link: str) -> None:
    assert with_file_names(link) == link
