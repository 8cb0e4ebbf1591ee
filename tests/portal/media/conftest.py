"""Fixtures of the media tests."""

from __future__ import annotations

import ctypes
import gc
from pathlib import Path

import pytest
from django.core.cache import cache

STATUS = Path("/proc/self/status")
RESET = Path("/proc/self/clear_refs")


class PeakMemory:
    """Called, it gives the megabytes added at most since the last ``reset``."""

    def __init__(self):
        self.reset()

    def reset(self):
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)  # or what was freed before would hide what comes
        RESET.write_text("5")
        self.before = self._value("VmRSS")

    def __call__(self):
        return self._value("VmHWM") - self.before

    def _value(self, key):
        lines = STATUS.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(key)) // 1024


@pytest.fixture
def peak_memory():
    try:
        return PeakMemory()
    except (OSError, AttributeError):
        pytest.skip("this system does not tell a process its peak memory")


@pytest.fixture
def clean_storage(settings, tmp_path):
    """An empty folder of uploaded files for this test alone, and no memory of other renditions."""
    cache.clear()
    storage = settings.STORAGES["default"]
    settings.MEDIA_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**storage, "OPTIONS": {**storage["OPTIONS"], "location": str(tmp_path)}},
    }
