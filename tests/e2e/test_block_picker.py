"""A plugin is switched off for one site: its block leaves the picker, and comes back with content.

Switching happens in another process than the one that serves the browser.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import desk
from tests.e2e.conftest import ROOT, Installation, _accounts, _environment, _folder, _free_port
from tests.e2e.conftest import _wait_for as _wait_for_portal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SECTION = "Tin tức – Sự kiện"
LABEL = "Khung thông báo"
TYPED = "Lịch tiếp dân của Thường trực Đảng ủy"
PARAGRAPH = "Đoạn văn bản đứng cạnh khung thông báo."
SWITCH = """
from portal.plugins import services
from portal.plugins.scopes import Scope
from portal.sites.models import MemberSite
site = MemberSite.objects.get(code="tuy-phong")
services.switch(actor=None, slug="sample", scope=Scope.site(site.pk), enabled={enabled})
"""
KEPT = f"{desk.BODY} [data-kept-block]"
BLOCKS = f"{desk.BODY} [data-streamfield-child]:visible"


@pytest.fixture(scope="module")
def portal_with_plugin(
    demo_data: Path,
) -> Iterator[tuple[Installation, Callable[..., None]]]:
    """A portal that has the sample plugin, and what switches it for the site tuy-phong."""
    with _folder(demo_data) as folder, (folder / "serve.log").open("w") as log:
        plugins = {"PORTAL_PLUGIN_PATH": str(ROOT / "tests" / "sample_plugins")}
        environment = {**_environment(folder), **plugins}
        manage = [sys.executable, "manage.py"]

        def switch(*, enabled: bool) -> None:
            code = SWITCH.format(enabled=enabled)
            command = [*manage, "shell", "--no-imports", "-c", code]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120)

        port = str(_free_port())
        serve = [*manage, "serve", "--port", port]
        process = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            base = f"http://localhost:{port}"
            _wait_for_portal(base, process)
            yield Installation("plugin", base, _accounts(environment), folder / "serve.log"), switch
        finally:
            process.terminate()
            process.wait(timeout=30)


def _offered(page: Page) -> list[str]:
    page.locator(f"{desk.BODY} .c-sf-add-button").last.click()
    # Not the options of fields that let people choose from a list.
    options = page.locator(".w-combobox__option")
    expect(options.first).to_be_visible()
    names = [option.inner_text().strip() for option in options.all()]
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    return names


def _publish(page: Page) -> None:
    desk.footer_action(page, "action-publish")
    page.wait_for_load_state("networkidle")


def _add_notice(page: Page, text: str) -> None:
    page.locator(f"{desk.BODY} .c-sf-add-button").last.click()
    page.get_by_role("option", name=LABEL, exact=True).click()
    page.locator(BLOCKS).last.locator("input[type=text]").fill(text)


def _article_with_notice(page: Page, base: str) -> str:
    """Publish a new article with a notice between nothing and a paragraph; its form's address."""
    desk.open_add_form(page, base, SECTION)
    page.fill("[name=title]", "Bài có khung thông báo")
    page.keyboard.press("Tab")
    page.fill("[name=lead]", "Bản tin thử.")
    page.fill("[name=event_at]", "05/11/2026 14:30")
    page.locator("[id$=-event_at-helptext]").first.click()
    _add_notice(page, TYPED)
    desk.append_text(page, PARAGRAPH)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/edit/**")
    page.wait_for_load_state("networkidle")
    return page.url


def test_block_of_a_closed_plugin_leaves_the_picker_and_comes_back_with_its_content(
    portal_with_plugin: tuple[Installation, Callable[..., None]],
    desktop: BrowserContext,
    browser,
) -> None:
    portal, switch = portal_with_plugin
    switch(enabled=True)
    page = desktop.new_page()
    desk.sign_in(page, portal.base, "tuy-phong.duyet", portal.password("tuy-phong.duyet"))
    edit = _article_with_notice(page, portal.base)
    assert LABEL in _offered(page)
    _publish(page)
    reader = browser.new_context().new_page()
    address = f"{portal.base}/tuy-phong/tin-tuc-su-kien/bai-co-khung-thong-bao/"
    reader.goto(address)
    expect(reader.locator(".sample-notice")).to_have_text(TYPED)

    switch(enabled=False)

    reader.reload()
    expect(reader.get_by_text(PARAGRAPH)).to_be_visible()
    expect(reader.locator(".sample-notice")).to_have_count(0)
    page.goto(edit)
    page.wait_for_load_state("networkidle")
    assert LABEL not in _offered(page)
    expect(page.locator(KEPT)).to_be_visible()
    expect(page.get_by_text(TYPED)).to_have_count(0)
    portal.shot(page, "khoi-bi-tat")
    _move_down_and_publish(page)

    switch(enabled=True)

    page.goto(edit)
    page.wait_for_load_state("networkidle")
    expect(page.locator(KEPT)).to_have_count(0)
    assert LABEL in _offered(page)
    expect(page.locator(BLOCKS).last.locator("input[type=text]")).to_have_value(TYPED)
    reader.reload()
    expect(reader.locator(".sample-notice")).to_have_text(TYPED)
    reader.context.close()


def _move_down_and_publish(page: Page) -> None:
    """The notice may be moved, but not copied."""
    notice = page.locator(BLOCKS).first
    expect(notice.locator("[data-streamfield-action=DUPLICATE]")).to_have_count(0)
    notice.locator("[data-streamfield-action=MOVE_DOWN]").click()
    expect(page.locator(BLOCKS).last.locator("[data-kept-block]")).to_be_visible()
    _publish(page)


def test_block_added_while_its_plugin_is_switched_off_is_refused_in_words(
    portal_with_plugin: tuple[Installation, Callable[..., None]], desktop: BrowserContext
) -> None:
    portal, switch = portal_with_plugin
    switch(enabled=True)
    page = desktop.new_page()
    desk.sign_in(page, portal.base, "tuy-phong.bientap", portal.password("tuy-phong.bientap"))
    desk.open_add_form(page, portal.base, SECTION)
    page.fill("[name=title]", "Bài thêm khung lúc bị tắt")
    page.keyboard.press("Tab")
    page.route("**/*", lambda r: r.abort() if _is_autosave(r.request) else r.continue_())
    _add_notice(page, TYPED)
    switch(enabled=False)

    page.keyboard.press("Control+s")

    refusal = page.locator("[data-kept-error]")
    expect(refusal).to_contain_text("PLG-20")
    refusal.scroll_into_view_if_needed()
    portal.shot(page, "khoi-bi-tu-choi")
    switch(enabled=True)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/edit/**")
    page.wait_for_load_state("networkidle")
    expect(page.locator(BLOCKS).last.locator("input[type=text]")).to_have_value(TYPED)


def _is_autosave(request) -> bool:
    return request.method == "POST" and "json" in request.headers.get("accept", "")
