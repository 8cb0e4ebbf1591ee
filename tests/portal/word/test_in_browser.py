"""In a browser: a file is dropped and becomes a draft; a pasted table becomes a block."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from portal.news.models import ArticlePage
from tests import factories
from tests.e2e.conftest import CHROMIUM, FLAGS, _demand
from tests.portal.word.builders import saved
from tests.portal.word.test_services import article

DROP = """async (form, [name, content]) => {
  const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  form.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""
PASTE = """(editor, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "x");
  editor.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
  );
}"""
HTML = (
    "<p>Đoạn trước</p><table><tr><td>Chỉ tiêu</td><td>Kết quả</td></tr>"
    "<tr><td>Thu ngân sách</td><td>1.315</td></tr></table><p>Đoạn sau</p>"
)


@pytest.fixture
def page(live_server, monkeypatch):
    """A page in a browser of its own: one that lives on would keep later tests from the database.

    While it lives, its loop runs in this thread, in which Django refuses its database.
    """
    _demand(Path(CHROMIUM).exists(), "Chromium is missing: apt-get install chromium")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="vi-VN")
        context.set_default_timeout(60_000)
        yield context.new_page()
        browser.close()


def sign_in(page, user, base):
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_file_dropped_and_table_pasted(page, live_server):
    province = factories.make_province()
    site = factories.make_site()
    assert province
    writer = factories.make_person(site, factories.Role.CONTRIBUTOR)
    sign_in(page, writer, live_server.url)
    page.goto(f"{live_server.url}/quan-tri/tu-tep-word/")
    form = page.locator("[data-word-drop]")

    def drop(name, content):
        form.evaluate(DROP, [name, base64.b64encode(content).decode()])

    drop("anh.png", b"x")
    expect(page.locator("[data-word-state]")).to_contain_text("WD-02")
    drop("gia.docx", b"fake word content\n")
    expect(page.locator("[data-word-state]")).to_contain_text("WD-02")
    assert not ArticlePage.objects.exists()
    drop("bai-viet.docx", saved(article(2)))
    page.wait_for_url("**/edit/")
    expect(page.locator("#id_title")).to_have_value("Hội nghị tổng kết")

    editor = page.locator(".Draftail-Editor .public-DraftEditor-content").first
    editor.click()
    editor.evaluate(PASTE, HTML)
    expect(page.locator("[data-pasted-note] , .help-info").first).to_be_visible()
    expect(page.locator("td", has_text="Thu ngân sách").first).to_be_attached()
    page.locator("button.action-save").first.click()
    page.wait_for_load_state("networkidle")
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    kinds = [block.block_type for block in draft.body]
    assert kinds == ["text", "text", "table", "text", "picture", "text", "table"]
    assert draft.body[2].value["data"][1] == ["Thu ngân sách", "1.315"]
