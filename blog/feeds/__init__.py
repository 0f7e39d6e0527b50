"""Posts in full for feed readers, as Atom and as JSON Feed 1.1."""
