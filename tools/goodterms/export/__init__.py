"""Editions -> LMS packages: one module per format over one deterministic zip writer.

``parts`` says what of a module is packed, ``pages`` renders it with ``render``'s fragments,
``links`` makes addresses true inside the package, ``compact`` computes that progress fits into
``suspend_data``, ``scorm12`` puts the files together, ``preflight`` refuses what is not sound.
In ``static/js``: ``shell`` starts, ``scorm12`` speaks to the LMS, ``keeper`` stores progress as
``suspend`` (over ``packing``) writes it, ``tracking`` reports status, score and answers,
``pages`` and ``contents`` are what the learner moves in.
"""
