"""The shipped language model at run time: a small encoder and what reads its vectors, in numpy.

A text flows through in this order: ``pieces`` (words → word pieces) → ``windows`` (documents → stretches that the
network takes) → ``network`` (pieces → one vector a word) → ``decoding`` (scores → tags, trees, names) →
``components`` (the spaCy pipes ``encoder``, ``tagger``, ``parser`` and ``ner``). ``weights`` keeps numbers small on
disk. ``quotes.training`` makes the weights; nothing here needs it.
"""
