"""Course -> HTML fragments, shared by the site and the packages."""
