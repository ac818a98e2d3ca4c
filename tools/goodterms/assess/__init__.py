"""From what learners hand in to results: reading, grading, marking sheets, reports.

``run.grade_paths`` is the whole job; ``reading`` and ``archives`` take submissions out of files,
``decoding`` makes them typed or says in plain words why not, ``prepared`` gets forms ready,
``grading`` scores (``graded`` is one outcome), ``attempts`` decides which attempt counts,
``marks`` reads markers' sheets, ``writing`` and ``report`` put results on disk.
"""
