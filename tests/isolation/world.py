"""Two member sites with one of everything each; whatever the second one has bears a marker."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Comment,
    Page,
    PageSubscription,
    PageViewRestriction,
    TaskState,
    UploadedFile,
    WorkflowState,
)

from plugins.royalties import register
from plugins.royalties import services as royalties
from plugins.sample.models import Note
from portal.approving.models import ApprovalLink
from portal.checks.models import KnownName
from portal.digest.models import Subscriber
from portal.handover.models import HandoverArchive
from portal.isolation import kinds
from portal.media.services import store_document
from portal.news.models import ArticleKind, ArticlePage, Series
from portal.news.newsroom import Delegation, UrgentPublication
from portal.pages.models import SiteLayout
from portal.plugins import services as plugins
from portal.plugins.scopes import Scope
from portal.redirects.models import AddressImport, MissedAddress, OldAddress
from portal.sites import structure
from portal.sites.models import MemberSite, Role, RoleGrant
from portal.syndication.models import Offer
from portal.theming.models import LookChange, Overlay
from tests import factories

WORD = "bxqz"  # begins the marker; people who guess ask for it
MARK = f"{WORD}wkjh"  # in every title and name of the second site, and nowhere else


@dataclass
class Side:
    """One member site and the keys of its things, by kind."""

    site: MemberSite
    people: dict[Role, Any]
    page: ArticlePage
    keys: dict[Any, Any] = field(default_factory=dict)
    note: Any = None
    image: Any = None
    document: Any = None


@dataclass
class World:
    province: MemberSite
    own: Side
    foreign: Side
    people: dict[str, Any]


def build() -> World:
    province = factories.make_province()
    own = _side("tuy-phong", "Tuy Phong", "")
    foreign = _side("la-gi", "La Gi", MARK)
    people = {role.value: person for role, person in own.people.items()}
    for role in (Role.NEWSROOM, Role.AUDITOR, Role.PORTAL_ADMIN):
        people[role.value] = factories.make_person(None, role)
    people["without role"] = factories.make_person(None, None)
    structure.forget()
    return World(province, own, foreign, people)


def _side(code: str, short_name: str, mark: str) -> Side:
    site = factories.make_site(code, short_name)
    site.collection.name = f"Bộ sưu tập {mark} {code}"  # a site's name is public, this is not
    site.collection.save()
    prefix = f"{mark}-" if mark else ""
    people = {}
    for role in (Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.SITE_ADMIN):
        person = factories.make_person(site, role, f"{prefix}{code}-{role.value}")
        person.first_name, person.last_name = f"An {mark}".strip(), f"Trần {mark}".strip()
        person.save()
        people[role] = person
    approver = people[Role.APPROVER]
    page = factories.make_article(
        site,
        approver,
        title=f"Bài {mark} đã đăng {code}",
        lead=f"Lời dẫn {mark}",
        tags=[f"{mark}topic {code}".strip()],
    )
    side = Side(site, people, page)
    _media(side, mark, approver)
    _versions(side, mark, people)
    _layout(side, mark)
    _rooms(side, mark)
    side.note = Note.objects.create(site=site, title=f"Thông báo {mark}")
    _royalties(side, mark)
    return side


def _royalties(side: Side, mark: str) -> None:
    """Of the plugin that tells most about people: one who is paid, and what for."""
    site = side.site
    plugins.switch(actor=None, slug="royalties", scope=Scope.site(site.pk), enabled=True)
    names = {"pen_name": f"Bút danh {mark}", "real_name": f"Họ tên {mark}"}
    payee = register.save_payee(actor=None, site=site, values=names)
    kind = ArticleKind.objects.get(code="tin")
    ArticlePage.objects.filter(pk=side.page.pk).update(kind=kind)
    work = royalties.Work(
        coefficient=Decimal(1), shares=[royalties.Share(payee)], kind_code=kind.code
    )
    entry = royalties.propose(actor=None, site=site, article_id=side.page.pk, work=work).entry
    side.keys |= {
        "plugin_royalties": {
            "site": site.pk,
            "article": side.page.pk,
            "entry": entry.pk,
            "payee": payee.pk,
            "sheet": 1,
            "row": 1,
            "table": "don-vi",
        }
    }


def _media(side: Side, mark: str, person: Any) -> None:
    image = factories.make_image(side.site, title=f"Ảnh {mark} {side.site.code}")
    image.tags.add(f"{mark}picture {side.site.code}".strip())
    if mark:
        image.tags.add(WORD)
        side.page.tags.add(WORD)
        side.page.save()
    image.uploaded_by_user = person
    image.save()
    file = ContentFile(b"a,b\n1,2\n", name=f"bang{mark}.csv")
    document = store_document(actor=None, site=side.site, file=file, title=f"Bảng {mark}")
    document.tags.add(f"{mark}file {side.site.code}".strip())
    uploads = [
        UploadedFile.objects.create(
            for_content_type=_type(model),
            file=ContentFile(b"x", name="x.bin"),
            uploaded_by_user=person,
        )
        for model in (get_image_model(), get_document_model())
    ]
    side.image, side.document = image, document
    side.keys |= {
        kinds.image: image.pk,
        kinds.document: document.pk,
        kinds.collection: side.site.collection_id,
        kinds.upload: uploads[0].pk,
        kinds.site: side.site.pk,
    }


def _type(model: Any) -> Any:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(model)


def _versions(side: Side, mark: str, people: dict[Role, Any]) -> None:
    """Drafts, a version in the workflow, comments, a lock, a restriction; and who did it."""
    page, editor = side.page, people[Role.EDITOR]
    draft = factories.make_article(
        side.site, editor, publish=False, title=f"Nháp {mark} {side.site.code}"
    )
    Page.objects.filter(pk=draft.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())
    PageViewRestriction.objects.create(
        page=draft, restriction_type="password", password=f"{mark}pass"
    )
    page.title = f"Bài {mark} sửa {side.site.code}"
    revision = page.save_revision(user=editor, log_action=True)
    page.get_workflow().start(page, editor)
    comment = Comment.objects.create(
        page=page, user=editor, text=f"Ý kiến {mark}", contentpath="title"
    )
    PageSubscription.objects.create(page=page, user=editor, comment_notifications=True)
    state = WorkflowState.objects.for_instance(page).get()
    session = EditingSession.objects.create(
        user=editor,
        content_type=_type(ArticlePage),
        object_id=page.pk,
        last_seen_at=timezone.now(),
    )
    side.keys |= {
        kinds.page: page.pk,
        kinds.page_on_the_way: side.site.root_page_id,
        kinds.page_to_link: page.pk,
        kinds.revision: revision.pk,
        kinds.workflow_state: state.pk,
        kinds.task_state: TaskState.objects.get(workflow_state=state).pk,
        kinds.session: session.pk,
        "section": factories.section_of(side.site).pk,
        "draft": draft.pk,
        "comment": comment.pk,
    }


def _layout(side: Side, mark: str) -> None:
    layout = SiteLayout.objects.create(site=side.site)
    block = layout._meta.get_field("aside").stream_block
    layout.aside = block.to_python([{"type": "text", "value": f"<p>Khối {mark}</p>"}])
    version = layout.save_revision(user=side.people[Role.EDITOR])
    version.publish()
    side.keys |= {kinds.layout: layout.pk, "layout version": version.pk}


def _rooms(side: Side, mark: str) -> None:
    """What the portal's own rooms keep of a site."""
    admin, today = side.people[Role.SITE_ADMIN], timezone.localdate()
    old = OldAddress.objects.create(
        site=side.site, path=f"/cu/{mark}-{side.site.code}/", target=side.page
    )
    missed = MissedAddress.objects.create(
        site=side.site, path=f"/mat/{mark}-{side.site.code}/", first_day=today, last_day=today
    )
    sent = AddressImport.objects.create(
        person=admin, file_name=f"{mark}.csv", text="/cu/1/,/tin-tuc/\n"
    )
    archive = HandoverArchive.objects.create(kind="export", site=side.site, title=f"{mark}.zip")
    editor, deputy = side.people[Role.EDITOR], side.people[Role.CONTRIBUTOR]
    delegation = Delegation.objects.create(
        grant=RoleGrant.objects.get(person=deputy),
        site=side.site,
        principal=editor,
        reason=f"Nghỉ phép {mark}",
    )
    urgent = UrgentPublication.objects.create(
        site=side.site, page=side.page, person=editor, reason=f"Tin khẩn {mark}"
    )
    series = Series.objects.create(site=side.site, title=f"Chuyên đề {mark}", slug="chuyen-de")
    name = KnownName.objects.create(site=side.site, name=f"Nguyễn {mark} Văn")
    step = TaskState.objects.get(pk=side.keys[kinds.task_state])
    link = ApprovalLink.objects.create(
        site=side.site,
        page=side.page,
        task_state=step,
        revision=step.revision,
        person=editor,
        created_at=timezone.now(),
        expires_at=timezone.now(),
    )
    province = MemberSite.objects.get(is_province=True)
    offer = Offer.objects.create(
        article=side.page, title=f"Bài {mark} gửi tỉnh", sender=side.site, receiver=province
    )
    Offer.objects.create(title=f"Bài tỉnh gửi {mark}", sender=province, receiver=side.site)
    reader = Subscriber.objects.create(
        site=side.site, email=f"{mark or 'doc'}@portal.example", nonce="x", state="active"
    )
    reader.topics.create(site=side.site, kind="series", series=series)
    side.keys |= {
        kinds.subscriber: reader.pk,
        kinds.offer: offer.pk,
        kinds.series: series.pk,
        kinds.known_name: name.pk,
        kinds.approval_link: link.pk,
        kinds.delegation: delegation.pk,
        kinds.urgent: urgent.pk,
        kinds.person: editor.pk,
        kinds.grant: RoleGrant.objects.get(person=editor).pk,
        kinds.old_address: old.pk,
        kinds.missed_address: missed.pk,
        kinds.address_import: sent.pk,
        kinds.archive: archive.pk,
    }
    _looks(side, mark)


def _looks(side: Side, mark: str) -> None:
    """A planned look and an overlay of a site."""
    now = timezone.now()
    change = LookChange.objects.create(
        site=side.site,
        chosen={"theme": "base", "colours": {}, "header": "", "header_text": f"Câu {mark}"},
        note=f"Tết {mark}",
        starts_at=now + timedelta(days=1),
    )
    overlay = Overlay.objects.create(
        site=side.site,
        kind="khan-cap",
        text=f"Thông báo {mark}",
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=2),
    )
    side.keys |= {
        kinds.look_change: change.pk,
        kinds.overlay: overlay.pk,
    }
