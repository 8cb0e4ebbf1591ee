"""Addresses in the admin, below /quan-tri/plugin/nhuan-but/."""

from django.urls import path

from plugins.royalties import entry_views, register_views, report_views, sheet_views

urlpatterns = [
    path("", report_views.index, name="index"),
    path("cua-toi/", report_views.OwnView.as_view(), name="own"),
    path("bao-cao/", report_views.first_report, name="reports"),
    path("<int:site>/can-cham/", entry_views.WorklistView.as_view(), name="worklist"),
    path("<int:site>/bai/<int:article>/", entry_views.ProposeView.as_view(), name="propose"),
    path("<int:site>/de-xuat/", entry_views.EntriesView.as_view(), name="entries"),
    path("<int:site>/muc/<int:entry>/", entry_views.ChangeView.as_view(), name="change"),
    path("<int:site>/muc/<int:entry>/dieu-chinh/", entry_views.AdjustView.as_view(), name="adjust"),
    path("<int:site>/bang-ke/", sheet_views.SheetView.as_view(), name="sheet"),
    path("<int:site>/bang-ke/in/", sheet_views.SheetPrintView.as_view(), name="sheet_print"),
    path("<int:site>/bang-ke/xlsx/", sheet_views.SheetXlsxView.as_view(), name="sheet_xlsx"),
    path("<int:site>/bang-ke/chot/", sheet_views.CloseView.as_view(), name="close"),
    path("<int:site>/bang-ke/<int:sheet>/mo-lai/", sheet_views.ReopenView.as_view(), name="reopen"),
    path("<int:site>/bang-ke/<int:sheet>/da-chi/", sheet_views.PaidView.as_view(), name="paid"),
    path("<int:site>/bao-cao/", report_views.ReportView.as_view(), name="report"),
    path("<int:site>/bao-cao/xlsx/", report_views.ReportXlsxView.as_view(), name="report_xlsx"),
    path("<int:site>/nguoi-nhan/", register_views.PayeesView.as_view(), name="payees"),
    path("<int:site>/nguoi-nhan/moi/", register_views.PayeeView.as_view(), name="payee_new"),
    path("<int:site>/nguoi-nhan/<int:payee>/", register_views.PayeeView.as_view(), name="payee"),
    path("<int:site>/dinh-muc/", register_views.RatesView.as_view(), name="rates"),
    path(
        "<int:site>/dinh-muc/<slug:table>/moi/", register_views.RateView.as_view(), name="rate_new"
    ),
    path(
        "<int:site>/dinh-muc/<slug:table>/<int:row>/",
        register_views.RateView.as_view(),
        name="rate",
    ),
    path("<int:site>/so-viec/", report_views.ActsView.as_view(), name="acts"),
]
