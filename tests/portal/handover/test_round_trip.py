"""What goes out comes back in: the same content with new keys and nothing that leads elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from portal.handover import verify
from portal.handover.services import export_site, import_site
from portal.media.models import PortalImage
from portal.news.models import ArticlePage
from portal.pages.models import CardRow
from portal.sites.models import MemberSite, SiteEvent, SiteState
from tests import factories
from tests.portal.handover import ground
from tests.portal.handover.forging import member


def imported(archive, code="ban-sao", **options):
    report = import_site(actor=None, archive=archive, code=code, **options)
    return MemberSite.objects.get(code=code), report


def flat(page):
    found = {name: value for name, value in page.items() if name not in {"now", "draft"}}
    for name in ("now", "draft"):
        found |= {f"{name}.{key}": value for key, value in page.get(name, {}).items()}
    return found


def same(before, after):
    pages = before.pop("pages"), after.pop("pages")
    assert list(pages[1]) == list(pages[0])
    for address, page in pages[0].items():
        for name, value in flat(page).items():
            assert (address, name, flat(pages[1][address]).get(name)) == (address, name, value)
    assert after == before


def test_site_imported_beside_itself_is_equal_but_for_keys(full, archive):
    copy, report = imported(archive)
    before, after = ground.portrait(full), ground.portrait(copy)
    # The picture of the province was taken along and belongs to the copy now.
    foreign = {row.sha256 for row in PortalImage.objects.exclude(site__in=[full, copy])}
    after["images"] = [row for row in after["images"] if row[0] not in foreign]
    changed = before["pages"]["tin-tuc/bai-thu-hai/"], after["pages"]["tin-tuc/bai-thu-hai/"]
    texts = [json.loads(page["now"].pop("body")) for page in changed]
    draft = json.loads([page["draft"].pop("body") for page in changed][1])
    assert 'linktype="page" id="elsewhere"' in texts[0][0]["value"]
    assert draft == texts[1]
    text = texts[1][0].pop("value")
    assert "elsewhere" not in text
    assert "nothing" not in text
    assert '<a href="http://testserver/tin-tuc/tin-cua-tinh/">tin của tỉnh</a>' in text
    assert "<a>đã mất</a>" in text
    assert 'id="page:tin-tuc/bai-thu-nhat/">bài trước' in text
    assert '<a href="own:tin-tuc/">chuyên mục</a>' in text
    assert texts[0][0].pop("value").count("<a ") == text.count("<a ") + 1
    assert texts[1] == texts[0]
    assert texts[1][-1] == {
        "type": "gone__box",
        "value": {"x": [1, {"y": "z"}]},
        "id": "a6",
        "more": True,
    }
    before_layout, after_layout = before.pop("layout"), after.pop("layout")
    assert "elsewhere" in str(before_layout)
    assert "http://testserver/" in str(after_layout)
    # Addresses of the portal outside of the site are the other copy's.
    assert after.pop("redirects") == [("own:bai-cu", "page:tin-tuc/bai-thu-hai/")]
    before.pop("redirects")
    same(before, after)
    told = member(archive, "manifest.json")["notes"]
    assert told == {
        "foreign_file": 1,
        "kept_block": 2,
        "address": 3,
        "broken": 2,
    }
    assert report.totals["kept_block"]


def test_widgets_of_an_imported_site_name_its_own_places(full, other_site, tmp_path):
    home = full.root_page.specific
    links = [{"text": "Tin", "section": None, "address": f"/{full.code}/tin-tuc/"}]
    chosen = [str(place.root_page_id) for place in (full, other_site)]
    home.blocks = [
        ("member_sites", {"title": "", "sites": chosen, "count": 2}),
        ("links", {"title": "", "links": links}),
    ]
    home.save_revision().publish()
    path = tmp_path / "khoi.zip"
    export_site(actor=None, site=full, to=path)

    copy, _report = imported(path)

    member_sites, links = copy.root_page.specific.blocks
    assert member_sites.value["sites"] == [str(copy.root_page_id)]
    assert links.value["links"][0]["address"] == "/ban-sao/tin-tuc/"


def test_imported_link_to_a_section_left_behind_keeps_its_way_there(full, other_site, tmp_path):
    home = full.root_page.specific
    left = factories.section_of(other_site)
    link = {"text": "", "section": left.pk, "address": ""}
    home.blocks = [("links", {"title": "", "links": [link]})]
    home.save_revision().publish()
    path = tmp_path / "khoi.zip"
    export_site(actor=None, site=full, to=path)

    copy, _report = imported(path)

    (links,) = copy.root_page.specific.blocks
    (value,) = links.value["links"]
    assert value["section"] is None
    assert value["text"] == value["address"]
    assert value["address"].endswith("/la-gi/tin-tuc/")


def test_imported_site_leads_nowhere_else(full, archive):
    copy, _report = imported(archive)
    assert verify.findings(copy, is_closed=True) == []
    assert verify.references_to(full, copy) == []
    assert verify.findings(full) != []  # the link to the page that is gone
    assert verify.references_to(full, full)


def test_imported_site_is_being_prepared_and_has_its_history(full, archive):
    copy, _report = imported(archive)
    assert copy.state == SiteState.DRAFT
    assert copy.events.filter(kind=SiteEvent.Kind.IMPORTED).count() == 1
    assert full.events.filter(kind=SiteEvent.Kind.EXPORTED).count() == 1


def test_published_pages_of_an_imported_site_have_cards(full, archive):
    copy, _report = imported(archive)
    titles = set(CardRow.objects.filter(site=copy).values_list("title", flat=True))
    assert titles == {"Bài thứ nhất", "Bài thứ hai"}
    article = ArticlePage.objects.get(title="Bài thứ nhất", path__startswith=copy.root_page.path)
    assert article.get_parent().get_parent().pk == copy.root_page_id


def test_draft_of_an_imported_page_can_be_published(full, archive):
    copy, _report = imported(archive)
    article = ArticlePage.objects.get(title="Bài thứ hai", path__startswith=copy.root_page.path)
    assert article.lead != "Dẫn đề mới, chưa xuất bản."
    article.get_latest_revision().publish()
    article.refresh_from_db()
    assert article.lead == "Dẫn đề mới, chưa xuất bản."
    assert article.attachments.get().document.site == copy
    assert sorted(tag.name for tag in article.tags.all()) == ["Xây dựng Đảng", "chuyển đổi số"]


@pytest.mark.slow
def test_archive_of_one_installation_can_be_imported_into_another(full, archive, tmp_path):
    copy, _report = imported(archive)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "PYTEST_", "DJ"))}
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.handover.elsewhere", str(archive)],
        cwd=settings.BASE_DIR,
        env={**kept, "PORTAL_DATA_DIR": str(tmp_path / "other"), "PORTAL_LOG_LEVEL": "ERROR"},
        check=True,
        stdout=subprocess.PIPE,
        timeout=300,
    )
    there = json.loads(done.stdout)
    assert there["findings"] == []
    assert there["accounts"] == [["an.cu", False, False], ["bien.tap", False, False]]
    here = json.loads(json.dumps(ground.portrait(copy), default=str))
    portrait = there["portrait"]
    # The address that the first installation kept for itself.
    assert len(portrait.pop("redirects")) == len(here.pop("redirects")) + 1
    # Pages of the other installation's province are not the same ones.
    assert portrait.pop("types") <= here.pop("types")
    same(here, portrait)
