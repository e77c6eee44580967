"""The design system shown on a page of its own, in development: every part with words as they would really stand.

The page is made of the same includes and classes as the product, so a part that breaks is seen here first. Its
examples are invented; it reads no record and writes none. Its words are for those who build, hence not translated.
"""
