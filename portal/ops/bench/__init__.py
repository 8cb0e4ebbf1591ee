"""Benchmarks: what the portal costs, printed as figures and ratios (``manage.py bench``)."""
