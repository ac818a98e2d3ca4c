"""The words of the field as types: course, module, lesson, item, role-play, submission, result.

Nothing here touches a file. ``load`` makes these from files; the other rooms read them.
"""
