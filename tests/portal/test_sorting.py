"""``sort_key`` against the Vietnamese order of ICU, which PostgreSQL knows."""

import random

import pytest
from django.db import connection

from portal.text import sort_key

SYLLABLES = (
    "a ă â an ăn ân ấn ẩn anh ánh ảnh ba bà bả bã bá bạ da dạ đa đà đả đạ đắc đặc e ê đê đế hoa "
    "hòa hóa họa hoan hoàn ma mà mả mã má mạ o ô ơ on ôn ơn tu từ tư tứ u ư ủy uy úy ươn y ý 2 10"
).split()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such order")
def test_keys_order_as_icu_does(db):
    picked = random.Random(3)  # noqa: S311 - repeatable, not secret
    texts = sorted({" ".join(picked.choices(SYLLABLES, k=1 + n % 3)) for n in range(2000)})
    with connection.cursor() as cursor:
        query = 'SELECT v FROM unnest(%s::text[]) v ORDER BY v COLLATE "vi-x-icu"'
        cursor.execute(query, [texts])
        expected = [row[0] for row in cursor.fetchall()]
        assert sorted(texts, key=sort_key) == expected
        # Databases order the keys themselves the same way.
        keys = [sort_key(text) for text in expected]
        query = "SELECT v FROM unnest(%s::text[]) v ORDER BY v"
        cursor.execute(query, [keys[::-1]])
        assert [row[0] for row in cursor.fetchall()] == keys
