from django.urls import path

from portal.redirects import views

app_name = "redirects"
urlpatterns = [
    path("nhap/", views.ImportView.as_view(), name="import"),
    path("nhap/<int:pk>/", views.PreviewView.as_view(), name="preview"),
    path("nhap/<int:pk>/bi-tu-choi/", views.BrokenRowsView.as_view(), name="broken_rows"),
    path("khong-co-trang/", views.missed, name="missed"),
]
