"""What member sites add to the admin. Hooks only wire."""

from wagtail import hooks

from portal.sites.viewsets import MemberSiteViewSet


@hooks.register("register_admin_viewset")
def register_member_sites() -> MemberSiteViewSet:
    return MemberSiteViewSet("member-sites", url_prefix="trang-thanh-vien")
