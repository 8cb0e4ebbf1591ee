"""Two server processes on one database: a plugin is switched for one site in the browser.

What is closed there answers 404 on the very next request in both processes, for superusers too,
and goes on working on the other site.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e import desk
from tests.e2e.conftest import ROOT, Installation, _accounts, _environment, _folder, _free_port
from tests.e2e.conftest import _wait_for as _wait_for_portal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ADMIN = "/quan-tri/phan-mo-rong/"
SITES = ("tuy-phong", "lien-huong")
PAGE = "tin-tuc-su-kien/trang-cua-phan-mo-rong/"
CONTENT = """
from plugins.sample.models import Note, SamplePage
from portal.pages.models import SectionPage
from portal.sites.models import MemberSite
for site in MemberSite.objects.filter(code__in=["tuy-phong", "lien-huong"]):
    section = SectionPage.objects.child_of(site.root_page).get(slug="tin-tuc-su-kien")
    page = SamplePage(title="Trang của phần mở rộng", slug="trang-cua-phan-mo-rong")
    section.add_child(instance=page)
    page.save_revision().publish()
    Note.objects.create(site=site, title="Lịch tiếp dân")
"""


@contextmanager
def _server(environment: dict[str, str], log: Any) -> Iterator[str]:
    """One gunicorn process; its address."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi:application"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"),
        *("--worker-class", "gthread", "--timeout", "120", "--no-control-socket"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        base = f"http://localhost:{port}"
        _wait_for_portal(base, process)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def two_servers(demo_data: Path) -> Iterator[tuple[Installation, str]]:
    """A portal with the sample plugin and its content, and the address of a second process."""
    with _folder(demo_data) as folder, ExitStack() as stack:
        environment = _with_plugin(folder)
        manage = [sys.executable, "manage.py"]
        for command in (["prepare"], ["shell", "--no-imports", "-c", CONTENT]):
            subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True, timeout=600)
        log = stack.enter_context((folder / "serve.log").open("w"))
        first, second = (stack.enter_context(_server(environment, log)) for _ in range(2))
        accounts = _accounts(environment)
        yield Installation("plugin-switch", first, accounts, folder / "serve.log"), second


def _with_plugin(folder: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        **_environment(folder),
        "PORTAL_PLUGIN_PATH": str(ROOT / "tests" / "sample_plugins"),
    }


def _answers(context: BrowserContext, bases: tuple[str, str], site: str) -> set[int]:
    """What the plugin's page and address of ``site`` answer, in both processes."""
    paths = (f"/{site}/{PAGE}", f"/{site}/mau/")
    return {context.request.get(f"{base}{path}").status for base in bases for path in paths}


def _open_preview(page: Page, base: str, to: str, sites: tuple[str, ...]) -> None:
    """Choose places on the plugin's page and ask what switching would change."""
    page.goto(f"{base}{ADMIN}sample/")
    for site in sites:
        page.locator(f"tr[data-place='{_keys(page)[site]}'] input[type=checkbox]").check()
    page.locator(f"button[name=to][value={to}]").click()
    page.wait_for_url("**/chuyen/**")


def _keys(page: Page) -> dict[str, str]:
    names = {"tuy-phong": "Tuy Phong", "lien-huong": "Liên Hương"}
    rows = {
        row.locator("td.title").inner_text().strip(): row.get_attribute("data-place")
        for row in page.locator("tr[data-place]").all()
    }
    return {code: str(rows[name]) for code, name in names.items()}


def _confirm(page: Page, note: str) -> None:
    page.fill("[name=note]", note)
    page.locator("form[method=post] button[type=submit].button:visible").first.click()
    expect(page.locator(".messages .success")).to_be_visible()


def test_switching_off_for_one_site_holds_in_both_processes_at_once(
    two_servers: tuple[Installation, str], desktop: BrowserContext, browser
) -> None:
    portal, second = two_servers
    bases = (portal.base, second)
    reader = browser.new_context()
    assert _answers(reader, bases, "tuy-phong") == {404}
    page = desktop.new_page()
    desk.sign_in(page, portal.base, "quantri", portal.password("quantri"))
    page.locator(f"a[href='{ADMIN}']").first.click()
    page.wait_for_url(f"{portal.base}{ADMIN}")
    portal.shot(page, "1-danh-sach")
    page.locator("tr[data-plugin=sample] a").first.click()
    portal.shot(page, "2-mot-phan-mo-rong")

    _open_preview(page, portal.base, "on", SITES)
    portal.shot(page, "3-xem-truoc-bat")
    _confirm(page, "Theo đề nghị của hai xã")
    portal.shot(page, "4-da-bat")
    for site in SITES:
        assert _answers(reader, bases, site) == {200}

    _open_preview(page, portal.base, "off", SITES[:1])
    expect(page.locator("#impact-content")).to_contain_text("/tuy-phong/mau/")
    portal.shot(page, "5-xem-truoc-tat")
    _confirm(page, "Tạm dừng để rà soát")

    # The very next requests; the signed-in superuser's come from the browser's own context.
    assert _answers(reader, bases, "tuy-phong") == {404}
    assert _answers(desktop, bases, "tuy-phong") == {404}
    assert _answers(reader, bases, "lien-huong") == {200}
    portal.shot(page, "6-da-tat")
    page.locator("#tab-label-changes").click()
    expect(page.get_by_text("Tạm dừng để rà soát")).to_be_visible()
    portal.shot(page, "7-lich-su")
    page.locator("#tab-label-condition").click()
    expect(page.locator("#tab-condition")).to_be_visible()
    portal.shot(page, "8-tinh-trang")
    reader.close()


def test_screens_fit_a_phone(two_servers: tuple[Installation, str], phone: BrowserContext) -> None:
    portal, _second = two_servers
    page = phone.new_page()
    desk.sign_in(page, portal.base, "quantri", portal.password("quantri"))
    page.goto(f"{portal.base}{ADMIN}sample/")
    place = _keys(page)["tuy-phong"]
    addresses = {
        "danh-sach": ADMIN,
        "mot-phan-mo-rong": f"{ADMIN}sample/",
        "lich-su": f"{ADMIN}sample/lich-su/",
        "xem-truoc": f"{ADMIN}sample/chuyen/?to=on&place={place}",
    }
    for name, address in addresses.items():
        page.goto(f"{portal.base}{address}")
        page.wait_for_load_state("networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")
        portal.shot(page, f"hep-{name}")
        assert width <= 360, f"{name} is {width} px wide"


def test_settings_of_an_open_site_are_saved_in_the_browser(
    two_servers: tuple[Installation, str], desktop: BrowserContext
) -> None:
    portal, _second = two_servers
    page = desktop.new_page()
    desk.sign_in(page, portal.base, "quantri", portal.password("quantri"))
    if "lien-huong" not in _open_codes(page, portal.base):
        _open_preview(page, portal.base, "on", ("lien-huong",))
        _confirm(page, "")
    page.goto(f"{portal.base}{ADMIN}sample/cai-dat/samplesettings/")
    page.fill("[name=heading]", "Thông báo của xã")
    page.locator("footer button[type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()
    portal.shot(page, "9-cai-dat")
    expect(page.locator("[name=heading]")).to_have_value("Thông báo của xã")


def _open_codes(page: Page, base: str) -> list[str]:
    page.goto(f"{base}{ADMIN}sample/?state=on")
    names = page.locator("tr[data-place] td.title").all_inner_texts()
    return [code for code, name in {"lien-huong": "Liên Hương"}.items() if name in names]
