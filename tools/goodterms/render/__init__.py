"""Course -> HTML fragments and Markdown with embeds resolved; browser code for site and packages.

Pure functions: nothing here reads or writes course files. ``templates/`` holds the HTML (Jinja2),
``strings/`` the words of the interface by language, ``static/`` what browsers load.
"""
