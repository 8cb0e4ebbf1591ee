"""Addresses within the admin, below /quan-tri/ban-bien-tap/."""

from django.urls import path, register_converter

from portal.desk import article_views, bulk_views, report_views, views
from portal.desk.bulk import ACTS


class Act:
    """The bulk actions."""

    regex = "|".join(ACTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Act, "desk_act")

app_name = "desk"
urlpatterns = [
    path("", views.DeskView.as_view(), name="index"),
    path("loc/luu/", views.SaveFilterView.as_view(), name="save_filter"),
    path("loc/<int:pk>/bo/", views.ForgetFilterView.as_view(), name="forget_filter"),
    path("lam/<desk_act:act>/", bulk_views.BulkView.as_view(), name="bulk"),
    path("bai/<int:page_id>/", article_views.ArticleView.as_view(), name="article"),
    path("bai/<int:page_id>/ly-do/", article_views.ReasonView.as_view(), name="reason"),
    path("bai/<int:page_id>/giu-tin/", article_views.EmbargoView.as_view(), name="embargo"),
    path("bai/<int:page_id>/giao/", article_views.AssignView.as_view(), name="assign"),
    path("lich/", views.CalendarView.as_view(), name="calendar"),
    path("bao-cao/", report_views.ReportView.as_view(), name="report"),
    path("bao-cao/xlsx/", report_views.ReportXlsxView.as_view(), name="report_xlsx"),
    path("bao-cao/in/", report_views.ReportPrintView.as_view(), name="report_print"),
]
