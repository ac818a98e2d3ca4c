"""Rules by family: structure, references, coverage, objectives, items, and so on.

``registry`` lists every rule, ``run`` runs them all, ``output`` prints what they found. A family is
a module; ``rule`` says what a rule is, ``texts`` and ``markup`` are what rules look through.
"""
