"""Claims made from real quotations by known edits, and the verdict that DESIGN.md demands for each.

``recorded``: what an archive has, and where the words of a claim stand in it, found in the plainest way;
``kept``, ``changed``, ``attributed``, ``unsaid``: the edits; ``classes``: their table; ``measuring``: claims put to
``verify``. None of it looks at how the program compares.
"""
