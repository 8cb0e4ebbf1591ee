"""Addresses within the admin."""

from django.urls import path, register_converter

from portal.dashboard import views


class KindOfPosts:
    """The lists of posts behind the figures."""

    regex = "|".join(views.TITLES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindOfPosts, "kind_of_posts")

app_name = "dashboard"
urlpatterns = [
    path("tuan-cua-trang/", views.WeekView.as_view(), name="week"),
    path("tuan-cua-trang/csv/", views.WeekCsvView.as_view(), name="week_csv"),
    path(
        "tuan-cua-trang/<int:site_id>/<kind_of_posts:kind>/",
        views.PostsView.as_view(),
        name="posts",
    ),
    path("lien-ket-hong/", views.BrokenLinksView.as_view(), name="broken_links"),
    path("lien-ket-hong/<int:site_id>/", views.BrokenLinksView.as_view(), name="broken_links"),
]
