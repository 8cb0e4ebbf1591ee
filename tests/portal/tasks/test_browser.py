"""The script of the admin in a real browser, under a policy that allows no inline code."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect, sync_playwright

from portal.tasks import wagtail_hooks
from portal.tasks.status import TaskProgress

pytestmark = pytest.mark.e2e

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
STATIC = Path(wagtail_hooks.__file__).parent / "static" / "tasks"
BASE = "http://portal.test"
FORM = """
<form method="post" action="/gui" id="form"><button name="act" value="save">Save</button></form>
<form method="post" action="/gui" id="free" data-busy="off"><button>Free</button></form>
<form method="get" action="/gui" id="get"><button>Search</button></form>"""


def bar(*, reload=False):
    """What ``{% progress %}`` shows of a task that waits."""
    task = TaskProgress("waiting", 0, 0, "Waiting")
    return render_to_string(
        "tasks/progress.html", {"task": task, "url": "/tien-do", "reload": reload}
    )


def document(body):
    head = (
        '<link rel="stylesheet" href="/progress.css">'
        '<script src="/progress.js" data-busy="Please wait" defer></script>'
    )
    return f'<!doctype html><html lang="en"><head><title>t</title>{head}</head><body>{body}'


class Server:
    """Answers the browser without a network: one page, its files, and what the test sets."""

    def __init__(self, page):
        self.page = page
        self.body = ""
        self.task = {"state": "waiting", "done": 0, "total": 0, "message": "Waiting"}
        self.status = 200
        self.asked = 0
        self.loaded = 0
        self.sent = []
        page.route("**/*", self.answer)

    def answer(self, route):
        path = route.request.url.removeprefix(BASE)
        if route.request.method == "POST":
            # "No content" leaves the page as it stands while it waits for an answer.
            self.sent.append(route.request.post_data)
            route.fulfill(status=204)
        elif path.startswith("/progress."):
            route.fulfill(path=STATIC / path[1:])
        elif path == "/tien-do":
            self.asked += 1
            route.fulfill(status=self.status, json=self.task)
        elif path == "/":
            self.loaded += 1
            policy = {"Content-Security-Policy": "default-src 'self'"}
            route.fulfill(body=document(self.body), content_type="text/html", headers=policy)
        else:
            route.fulfill(status=404, body="")

    def show(self, body):
        self.body = body
        self.page.goto(f"{BASE}/")


@pytest.fixture
def server():
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: apt-get install chromium")
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda line: problems.append(line.text) if "Policy" in line.text else None
        )
        yield Server(page)
        browser.close()
    assert problems == []


def test_a_bar_follows_its_task_to_the_end_and_then_rests(server):
    server.show(bar())
    page = server.page
    server.task = {"state": "running", "done": 3, "total": 12, "message": "3 of 12: page"}
    text = page.locator("[data-task-text]")
    expect(text).to_have_text("3 of 12: page")
    expect(page.locator("[data-task-spoken]")).to_have_text("3 of 12: page")
    assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [3, 12]
    # A further step is shown, but not read aloud before the next quarter.
    server.task |= {"done": 4, "message": "4 of 12"}
    expect(text).to_have_text("4 of 12")
    expect(page.locator("[data-task-spoken]")).to_have_text("3 of 12: page")
    server.task = {"state": "failed", "done": 4, "total": 12, "message": "Not possible."}
    expect(text).to_have_text("Not possible.")
    asked = server.asked
    page.wait_for_timeout(2500)
    assert server.asked == asked
    assert page.locator("progress").is_hidden()


def test_a_page_that_waits_for_the_end_is_loaded_anew(server):
    server.show(bar(reload=True))
    server.body = "<p>Ready</p>"
    server.task = {"state": "done", "done": 1, "total": 1, "message": "Done"}
    expect(server.page.locator("p")).to_have_text("Ready")
    assert server.loaded == 2


def test_a_task_that_is_gone_is_asked_for_once(server):
    server.status = 404
    server.show(bar())
    server.page.wait_for_timeout(3500)
    assert server.asked == 1


def test_a_server_with_a_bad_moment_is_asked_again(server):
    server.status = 503
    server.show(bar())
    server.page.wait_for_timeout(1500)
    server.status = 200
    server.task |= {"message": "Back"}
    expect(server.page.locator("[data-task-text]")).to_have_text("Back", timeout=8000)


def test_a_hidden_tab_asks_nothing(server):
    hide = (
        "value => { Object.defineProperty(document, 'hidden',"
        " {value, configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }"
    )
    server.show(bar())
    server.page.evaluate(hide, True)
    server.page.wait_for_timeout(2500)
    assert server.asked == 0
    server.page.evaluate(hide, False)
    server.page.wait_for_timeout(2000)
    assert server.asked >= 1


def press(page, form):
    page.locator(f"#{form} button").click(no_wait_after=True)


def test_a_form_is_sent_once_and_says_so_after_two_seconds(server):
    server.show(FORM)
    page = server.page
    press(page, "form")
    press(page, "form")
    page.wait_for_timeout(1200)
    assert not page.locator(".task-busy").is_visible()
    expect(page.locator(".task-busy")).to_have_text("Please wait", timeout=4000)
    assert page.locator("#form").get_attribute("aria-busy") == "true"
    press(page, "form")
    assert server.sent == ["act=save"]


@pytest.mark.parametrize(
    "come_back",
    [
        "window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))",
        "window.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))",
    ],
)
def test_a_page_that_came_back_can_send_its_form_again(server, come_back):
    server.show(FORM)
    page = server.page
    press(page, "form")
    expect(page.locator(".task-busy")).to_be_visible()
    page.evaluate(come_back)
    expect(page.locator(".task-busy")).to_have_count(0)
    assert page.locator("#form").get_attribute("aria-busy") is None
    press(page, "form")
    page.wait_for_timeout(300)
    assert len(server.sent) == 2


def test_forms_that_answer_with_a_file_may_be_sent_again(server):
    server.show(FORM)
    press(server.page, "free")
    server.page.wait_for_timeout(300)
    press(server.page, "free")
    server.page.wait_for_timeout(2300)
    assert len(server.sent) == 2
    assert server.page.locator(".task-busy").count() == 0


def test_a_form_that_a_script_took_over_is_left_to_it(server):
    server.show(FORM)
    server.page.evaluate(
        "document.getElementById('form').addEventListener('submit', e => e.preventDefault())"
    )
    press(server.page, "form")
    server.page.wait_for_timeout(2300)
    assert server.sent == []
    assert server.page.locator(".task-busy").count() == 0


def test_what_the_script_is_given_is_escaped(monkeypatch):
    monkeypatch.setattr(wagtail_hooks, "_", lambda text: '"><script>')
    assert json.dumps('"><script>')[1:-1] not in wagtail_hooks.progress_script()
    assert wagtail_hooks.progress_script().count("<script") == 1
