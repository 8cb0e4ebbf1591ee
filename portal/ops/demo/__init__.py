"""Content of the demonstration installation: sites, people, news and pictures.

Pure Python and Pillow, no Django: everything is a function of a ``random.Random`` and its arguments,
so the same seed always builds the same province. Loading it into the database happens elsewhere.
"""
