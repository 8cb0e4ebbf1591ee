"""The widgets that editors arrange on home pages and in side regions: one class each.

``stream.py`` holds the list, ``place.py`` how all widgets of a page read together. Templates:
themes/*/templates/pages/widgets/.
"""
