"""The book as a web site: a small Sphinx extension, its style sheet and the build command.

Importing this package needs nothing but the standard library; Sphinx is only touched by
:mod:`helpers.site.extension`, which ``_config.yml`` lists.
"""
