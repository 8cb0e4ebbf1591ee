"""The people who sign in."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.text import person_sort_key


class User(AbstractUser):
    """An account. ``last_name`` holds family and middle names, ``first_name`` the given name."""

    first_name = models.CharField(_("given name"), max_length=150, blank=True)
    last_name = models.CharField(_("family and middle names"), max_length=150, blank=True)
    sort_key = models.CharField(max_length=400, blank=True, editable=False, db_index=True)

    objects: ClassVar[UserManager[Self]] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["sort_key", "username"]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Family, middle, then given name: the Vietnamese order."""
        return f"{self.last_name} {self.first_name}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = person_sort_key(self.last_name, self.first_name)
        fields = set(kwargs.get("update_fields") or ())
        if fields & {"first_name", "last_name"}:
            kwargs["update_fields"] = fields | {"sort_key"}
        super().save(*args, **kwargs)
