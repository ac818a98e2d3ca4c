"""What can be computed of a whole course: paths through it, agendas, what it covers.

Pure: a course comes in, plans and tables go out. Rules and pages read the same ones.
"""
