"""Plugins with one fault each, written into folders of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GOOD_VIEWS = """
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("", lambda request: HttpResponse("chạy tốt"), name="index")]
"""
MODEL = """
from django.db import models

class Row(models.Model):
    title = models.CharField(max_length=10)
    class Meta:
        db_table = "{table}"
"""


def declared(slug: str, /, **values: object) -> str:
    """The text of a sound ``apps.py``; ``values`` are class attributes."""
    own = {
        "name": f"plugins.{slug}",
        "verbose_name": f"Tiện ích {slug}",
        "version": "1.0.0",
        "requires_portal": ">=1.0,<2",
        **values,
    }
    lines = [f"    {name} = {value!r}" for name, value in own.items()]
    head = "from portal.plugins import PluginConfig\n\nclass Config(PluginConfig):\n"
    return head + "\n".join(lines) + "\n"


def write(folder: Path, slug: str, apps: str | None = None, **files: str) -> None:
    """A plugin in ``folder``; ``files`` by the names of modules."""
    own = folder / slug
    own.mkdir(parents=True)
    (own / "__init__.py").touch()
    (own / "apps.py").write_text(declared(slug) if apps is None else apps)
    for name, text in files.items():
        path = own / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


WRONG_DECLARATIONS = [
    *("sai_phien_ban", "sai_khoang", "sai_noi"),
    *("dia_chi_la", "phu_thuoc_rong", "tu_khoi_dong"),
]


def write_undiscoverable(folder: Path) -> dict[str, str]:
    """Plugins that are left out before Django starts: codes by slug."""
    write(folder, "nem_loi", "raise RuntimeError('hỏng từ đầu')")
    write(folder, "thoat", "import sys\nsys.exit(0)")
    write(folder, "sai_cu_phap", "class Config(:")
    write(folder, "thieu_lop", "x = 1")
    write(folder, "hai_lop", declared("hai_lop") + declared("hai_lop").replace("Config(", "Other("))
    write(folder, "thieu_thu_vien", "import khong_co_thu_vien_nay")
    write(folder, "sai_phien_ban", declared("sai_phien_ban", version="mới nhất"))
    write(folder, "sai_khoang", declared("sai_khoang", requires_portal="1.x"))
    write(folder, "sai_noi", declared("sai_noi", scope="planet"))
    write(folder, "dia_chi_la", declared("dia_chi_la", url_prefix="("))
    write(folder, "phu_thuoc_rong", declared("phu_thuoc_rong", depends=None))
    ready = "    def ready(self):\n        raise RuntimeError('tự khởi động')\n"
    write(folder, "tu_khoi_dong", declared("tu_khoi_dong") + ready)
    write(folder, "can_cai_thieu", declared("can_cai_thieu", depends=("khong_co",)))
    write(folder, "can_cai_hong", declared("can_cai_hong", depends=("nem_loi",)))
    write(folder, "qua_moi", declared("qua_moi", requires_portal=">=2.0"))
    write(folder, "vong_mot", declared("vong_mot", depends=("vong_hai",)))
    write(folder, "vong_hai", declared("vong_hai", depends=("vong_mot",)))
    write(folder, "xoay_mot", declared("xoay_mot", depends=("xoay_hai",)))
    write(folder, "xoay_hai", declared("xoay_hai", depends=("xoay_ba",)))
    write(folder, "xoay_ba", declared("xoay_ba", depends=("xoay_mot",)))
    write(folder, "sau_vong", declared("sau_vong", depends=("vong_mot",)))
    write(folder, "trung_dia_chi", declared("trung_dia_chi", url_prefix="a-tot"))
    write(folder, "chiem_dia_chi", declared("chiem_dia_chi", url_prefix="tim-kiem"))
    return {
        **dict.fromkeys(
            ["nem_loi", "thoat", "sai_cu_phap", "thieu_lop", "hai_lop", "thieu_thu_vien"], "PLG-01"
        ),
        **dict.fromkeys(WRONG_DECLARATIONS, "PLG-02"),
        **dict.fromkeys(["can_cai_thieu", "can_cai_hong", "sau_vong"], "PLG-05"),
        "qua_moi": "PLG-06",
        **dict.fromkeys(["vong_mot", "vong_hai", "xoay_mot", "xoay_hai", "xoay_ba"], "PLG-07"),
        "trung_dia_chi": "PLG-03",
        "chiem_dia_chi": "PLG-11",
    }


# Plugins that fail while Django loads them: files by slug.
UNLOADABLE = {
    "hong_bang": {"models": "raise RuntimeError('hỏng bảng')"},
    "bang_nguoi_khac": {"models": MODEL.format(table="news_articlepage_x")},
    "hong_diem": {"extensions": "raise RuntimeError('hỏng điểm')"},
    "diem_khong_phai_danh_sach": {"extensions": "extensions = 'menu'"},
    "diem_la": {"extensions": "extensions = ['menu']"},
    "hong_dia_chi": {"urls": "raise RuntimeError('hỏng địa chỉ')"},
    "hong_dia_chi_quan_tri": {"admin_urls": "raise RuntimeError('hỏng địa chỉ')"},
    "thieu_dia_chi": {"urls": "x = 1"},
    "dia_chi_la_so": {"urls": "urlpatterns = [5]"},
    "thoat_giua_chung": {"models": "raise SystemExit(3)"},
    "chen_moc": {"wagtail_hooks": "x = 1"},
    "khoi_la_so": {
        "extensions": "from portal.plugins.points import BodyBlock\n"
        "extensions = [BodyBlock('a', 5)]\n"
    },
    "hong_the": {"templatetags/__init__": "", "templatetags/the": "raise RuntimeError('thẻ')"},
}
# One that models were already made of when the second fails.
HALF_LOADED = MODEL.format(table="plugin_do_dang_row") + "\nraise RuntimeError('dở dang')\n"


def write_unloadable(folder: Path) -> dict[str, str]:
    """Plugins that go into quarantine while Django starts: codes by slug."""
    for slug, files in UNLOADABLE.items():
        write(folder, slug, **files)
    write(folder, "do_dang", models=HALF_LOADED)
    write(folder, "nho_cai_hong", declared("nho_cai_hong", depends=("hong_bang",)))
    write(folder, "nho_dia_chi_hong", declared("nho_dia_chi_hong", depends=("hong_dia_chi",)))
    leaning = dict.fromkeys(["nho_cai_hong", "nho_dia_chi_hong"], "PLG-05")
    return {**dict.fromkeys([*UNLOADABLE, "do_dang"], "PLG-04"), **leaning}
