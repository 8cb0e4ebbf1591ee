"""What the measurement of the front end prints and writes; the programs it needs are not run."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.news.models import ArticlePage
from portal.ops.bench import front_places, front_table, front_tools, front_valid
from portal.ops.bench.front_table import AIMS, END, START, Row
from tests import factories

GOOD = {"performance": 100, "lcp": 0.5, "cls": 0, "html": 7.5, "axe": 0, "requests": 9}
BAD = {**GOOD, "performance": 90, "lcp": 2.0, "axe": 3}


def _cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_table_tells_aims_worst_figures_and_ratios():
    lines = front_table.table([Row("tinh/home", GOOD), Row("xa/home", BAD)])
    heads = _cells(lines[0])
    rows = {_cells(line)[0]: dict(zip(heads, _cells(line), strict=True)) for line in lines[2:]}
    assert rows["tinh/home"]["LCP s"] == "0.50"
    assert rows["xa/home"]["LCP s"] == "**2.00**"
    assert rows["**aim**"]["perf"] == "≥ 100"
    assert rows["**worst**"]["perf"] == "**90**"
    ratios = rows["**ratio**"]
    assert (ratios["perf"], ratios["LCP s"], ratios["HTML KB"]) == ("0.90", "2.00", "0.50")
    assert (ratios["axe"], ratios["CLS"], ratios["requests"]) == ("over", "ok", "–")
    assert ratios["SEO"] == ""


def test_the_same_fault_is_told_once_with_its_pages():
    rows = [Row("a", {}, ["axe: x"]), Row("b", {}, ["axe: x", "vnu: y"])]
    assert front_table.faults(rows) == ["- axe: x [a, b]", "- vnu: y [b]"]


def test_results_are_added_line_by_line(tmp_path):
    file = tmp_path / "new" / "front.jsonl"
    for _run in range(2):
        front_table.keep(file, [Row("tinh/home", GOOD)], runs=1)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["pages"][0]["values"]["lcp"] for line in lines] == [0.5, 0.5]
    assert lines[0]["aims"]["lcp"] == 1.0


def test_only_what_stands_between_the_markers_is_written_anew(tmp_path):
    file = tmp_path / "README.md"
    file.write_text(f"before\n{START}\nold\n{END}\nafter\n")
    said = []
    front_table.write_into(file, [Row("tinh/home", GOOD)], runs=5, say=said.append)
    text = file.read_text()
    assert text.startswith(f"before\n{START}\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "old" not in text
    assert "median of 5" in text


def test_a_file_without_markers_stays_as_it_is(tmp_path):
    file = tmp_path / "README.md"
    file.write_text("text")
    said = []
    front_table.write_into(file, [Row("tinh/home", GOOD)], runs=5, say=said.append)
    assert file.read_text() == "text"
    assert START in said[0]


def test_a_missing_program_is_one_sentence(monkeypatch):
    monkeypatch.setattr(front_tools.shutil, "which", lambda name: None if name == "java" else name)
    with pytest.raises(CommandError, match="java; please run apt-get install default-jre"):
        call_command("bench", "--front")


def test_what_the_checker_does_not_know_yet_is_no_fault():
    row = {"message": "Unrecognized at-rule “@container”", "extract": "@container (min-width"}
    assert front_valid._is_new(row, "css")
    assert not front_valid._is_new(row, "html")
    assert not front_valid._is_new({"message": "Parse Error"}, "css")


def test_every_aim_has_a_name_of_its_own():
    assert len({aim.name for aim in AIMS}) == len({aim.head for aim in AIMS}) == len(AIMS)


def test_places_are_made_once(site, approver, django_user_model):
    django_user_model.objects.create_superuser("quan-tri", password="x")
    factories.make_article(site, approver, main_image=factories.make_image(site))
    first = list(front_places.places_of(site))
    assert list(front_places.places_of(site)) == first
    assert ArticlePage.objects.filter(title=front_places.RICH).count() == 1
    assert {place.url for place in first if place.name == "home"} == {"/tuy-phong/"}
    assert not {"documents", "video"} & {place.name for place in first}
