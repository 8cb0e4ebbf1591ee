"""The rates to begin with; each installation checks them against the rules of its own unit."""

from datetime import date
from decimal import Decimal

from django.db import migrations

CHECK = "Kiểm tra theo quy chế của đơn vị trước khi dùng"
DECREE = "Nghị định 18/2014/NĐ-CP"
SCALE = f"{CHECK}; Luật Báo chí năm 2025 có thể đã đổi khung này"
SUGGESTED = "Mức gợi ý, thay bằng mức trong quy chế của đơn vị"
TAX_LAW = f"{CHECK}; Luật Thuế thu nhập cá nhân số 109/2025 có thể đã đổi ngưỡng và thuế suất"
SINCE = date(2014, 6, 1)

UNITS = (
    (
        date(2024, 7, 1),
        date(2026, 6, 30),
        2_340_000,
        f"Lương cơ sở 2.340.000 đồng; {DECREE}: đơn vị bằng 10 %",
    ),
    (
        date(2026, 7, 1),
        None,
        2_530_000,
        f"Lương cơ sở theo Nghị định 161/2026/NĐ-CP; {DECREE}: đơn vị bằng 10 %",
    ),
)
# code, name, highest coefficient, kinds of articles, earns, for articles taken over, grades A B C
KINDS = (
    ("tin", "Tin", 10, ["tin"], True, False, ("1.5", "1", "0.5")),
    ("bai", "Bài phản ánh, gương điển hình", 30, ["bai", "guong-dien-hinh"], True, False, ("5", "3", "2")),
    ("phong-su", "Phóng sự, ký, phỏng vấn", 30, ["phong-su", "phong-van"], True, False, ("8", "6", "4")),
    ("chinh-luan", "Chính luận, bình luận", 30, ["chinh-luan"], True, False, ("8", "6", "4")),
    ("nghien-cuu", "Nghiên cứu, trao đổi", 30, ["nghien-cuu"], True, False, ("8", "6", "4")),
    ("anh", "Ảnh", 10, ["tin-anh"], True, False, ("1", "0.6", "0.3")),
    ("tranh", "Tranh", 10, [], True, False, ("2", "1", "0.5")),
    ("truc-tuyen", "Trực tuyến, đa phương tiện", 50, [], True, False, ("10", "7", "4")),
    ("khai-thac", "Tin, bài khai thác lại, sưu tầm", 1, ["suu-tam"], False, True, ("0.5", "0.3", "0.2")),
    ("thong-bao", "Thông báo", 0, ["thong-bao"], False, False, ()),
)
# group, rate, threshold, method, threshold of each work, spared, source, note
TAXES = (
    ("staff", 0, 0, "whole", False, False, "", "Tính chung với tiền lương tại đơn vị, không khấu trừ ở bảng kê"),
    ("freelance", 10, 2_000_000, "whole", False, True, "Thông tư 111/2013/TT-BTC, Điều 25", TAX_LAW),
    ("copyright", 10, 10_000_000, "part", True, False, "Thông tư 111/2013/TT-BTC, Điều 13", TAX_LAW),
    ("non_resident", 20, 0, "whole", False, False, "Thông tư 111/2013/TT-BTC, Điều 18", TAX_LAW),
)


def add_rates(apps, schema_editor):
    def model(name):
        return apps.get_model("plugin_royalties", name)

    for first, last, salary, basis in UNITS:
        model("BaseUnit").objects.create(
            valid_from=first, valid_to=last, base_salary=salary, percent=10, basis=basis, note=CHECK
        )
    article_kinds = dict(apps.get_model("news", "ArticleKind").objects.values_list("code", "pk"))
    for place, (code, name, most, mapped, earns, taken, grades) in enumerate(KINDS, start=1):
        kind = model("WorkKind").objects.create(
            code=code,
            name=name,
            most=most,
            valid_from=SINCE,
            is_entitled=earns,
            for_taken_over=taken,
            sort_order=10 * place,
            basis=DECREE if most > 1 else "",
            note=SCALE if most > 1 else SUGGESTED,
        )
        kind.article_kinds.set(article_kinds[one] for one in mapped if one in article_kinds)
        for grade, coefficient in zip("ABC", grades, strict=False):
            model("Grade").objects.create(
                kind_code=code,
                name=grade,
                coefficient=Decimal(coefficient),
                is_usual=grade == "B",
                valid_from=SINCE,
                note=SUGGESTED,
            )
    for group, rate, threshold, method, by_work, spared, basis, note in TAXES:
        model("TaxRule").objects.create(
            group=group,
            rate=rate,
            threshold=threshold,
            method=method,
            by_work=by_work,
            spared=spared,
            valid_from=SINCE,
            basis=basis,
            note=note,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("plugin_royalties", "0001_initial"),
        ("news", "0002_kinds_series_origin"),
    ]

    operations = [migrations.RunPython(add_rates, migrations.RunPython.noop)]
