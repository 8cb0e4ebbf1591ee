"""Names of the plugin API go away with notice only."""

import warnings

import pytest

from portal.plugins.deprecation import deprecated, renamed


def old_way():
    deprecated("gate.old_way()", since="1.1", removed_in="2.0", instead="gate.new_way()")
    return 7


def new_way(number, *, twice=False):
    return number * 2 if twice else number


def test_a_deprecated_name_still_works_and_warns_its_caller():
    with pytest.warns(DeprecationWarning, match="since plugin API 1.1") as caught:
        assert old_way() == 7
    assert str(caught[0].message) == (
        "gate.old_way() is deprecated since plugin API 1.1 and goes away in 2.0; use gate.new_way()"
    )
    assert caught[0].filename == __file__


def test_the_suite_treats_the_warning_as_an_error():
    with pytest.raises(DeprecationWarning):
        old_way()


def test_a_renamed_function_passes_everything_on():
    old = renamed(new_way, "old", since="1.1", removed_in="2.0")
    with pytest.warns(DeprecationWarning, match="old is deprecated .* use new_way") as caught:
        assert old(2, twice=True) == 4
    assert len(caught) == 1


def test_making_an_old_name_warns_nobody():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        renamed(new_way, "old", since="1.1", removed_in="2.0")


@pytest.mark.parametrize(("since", "removed_in"), [("1.1", "1.2"), ("1.1", "1.1"), ("2.0", "2.1")])
def test_a_removal_without_a_new_main_version_is_refused(since, removed_in):
    with pytest.raises(ValueError, match="not before"):
        renamed(new_way, "old", since=since, removed_in=removed_in)
