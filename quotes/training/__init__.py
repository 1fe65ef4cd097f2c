"""What makes the language model: corpora in, weights out, figures beside them.

A newcomer reads the modules in the order of the work: :mod:`treebank` (reading), :mod:`clearnlp` (converting
the trees), :mod:`silver` and :mod:`entities` (news and names), :mod:`reported` and :mod:`augmentation`
(variety), :mod:`corpora` (files), :mod:`batches`, :mod:`network` and :mod:`finetuning` (the network, in torch),
:mod:`assembly` (the pipeline), :mod:`antecedents` (coreference), :mod:`attribution` with :mod:`ranker` (who spoke, and
what is reported speech), :mod:`pronouns` (whom they mean), :mod:`evaluation`, :mod:`card`, and :mod:`run`, which joins
them. :mod:`given_names` makes a list that extraction reads.
"""
