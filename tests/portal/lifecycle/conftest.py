"""People and content for acts on sites."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from portal.news.models import ArticlePage
from portal.news.services import import_article
from portal.sites.models import MemberSite, Role
from tests import factories


@pytest.fixture
def admin(province: MemberSite) -> Any:
    """A portal administrator who is no superuser."""
    return factories.make_person(None, Role.PORTAL_ADMIN, "quan-tri-cong")


@pytest.fixture
def articles(site: MemberSite, admin: Any) -> list[ArticlePage]:
    """Three published articles of ``site``, from an earlier year."""
    moment = timezone.now() - timezone.timedelta(days=800)
    return [
        import_article(
            actor=admin,
            section=factories.section_of(site),
            article=ArticlePage(title=f"Bài {number}", lead="Dẫn.", event_at=moment, author="N.A."),
            published_at=moment,
        )
        for number in (1, 2, 3)
    ]


@pytest.fixture
def refused():
    """Run something that must be refused with this code, and return its sentence."""
    from django.core.exceptions import ValidationError

    def call(code: str, function: Any, /, **kwargs: Any) -> str:
        with pytest.raises(ValidationError) as caught:
            function(**kwargs)
        text = " ".join(caught.value.messages)
        assert f"(mã {code})" in text, text
        return text

    return call


@pytest.fixture
def superuser(province: MemberSite, django_user_model: Any) -> Any:
    return django_user_model.objects.create_superuser("goc", "goc@portal.example", "x")
