"""Notices of member sites: a small plugin that uses every registration point once.

Read in this order: apps, models, services, extensions, then the doors (urls, views, blocks …).
"""
