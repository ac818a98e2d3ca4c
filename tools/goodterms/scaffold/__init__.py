"""New modules, lessons, role-plays and items that validate at once."""
