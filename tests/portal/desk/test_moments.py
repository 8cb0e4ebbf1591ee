"""Where the time of an article went."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from portal.desk.moments import APPROVING, EDITING, Step, first_end, spent

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def at(minutes):
    return START + timedelta(minutes=minutes)


def _minutes(**values):
    given = {"event_at": at(0), "drafted_at": at(30), "published_at": at(300), "steps": []}
    found = spent(**{**given, **values})
    return found and {name: seconds / 60 for name, seconds in vars(found).items()}


def test_without_a_workflow_all_after_the_first_draft_is_writing():
    assert _minutes() == {
        "before": 30, "writing": 270, "editing": 0, "approving": 0, "waiting": 0,
    }  # fmt: skip


def test_steps_and_pauses_add_up_to_the_whole():
    steps = [
        Step(EDITING, at(60), at(100), approved=True),
        Step(APPROVING, at(100), at(150), approved=False),
        Step(APPROVING, at(200), at(240), approved=True),
    ]
    assert _minutes(steps=steps) == {
        "before": 30, "writing": 80, "editing": 40, "approving": 90, "waiting": 60,
    }  # fmt: skip


def test_article_written_before_its_event_begins_with_the_event():
    assert _minutes(drafted_at=at(-500)) == {
        "before": 0, "writing": 300, "editing": 0, "approving": 0, "waiting": 0,
    }  # fmt: skip


def test_step_that_runs_on_is_cut_at_publication():
    steps = [Step(APPROVING, at(60), None, approved=False)]
    assert _minutes(steps=steps)["approving"] == 240


def test_steps_after_publication_do_not_count():
    steps = [Step(APPROVING, at(400), at(500), approved=True)]
    assert _minutes(steps=steps)["writing"] == 270


def test_way_of_an_import_is_not_known():
    assert _minutes(drafted_at=at(9000)) is None
    assert _minutes(published_at=None) is None


def test_first_end_is_that_of_a_passed_step():
    steps = [
        Step(APPROVING, at(1), at(2), approved=False),
        Step(APPROVING, at(3), at(5), approved=True),
        Step(EDITING, at(3), at(4), approved=True),
    ]
    assert first_end(steps, APPROVING) == at(5)
    assert first_end([], EDITING) is None
