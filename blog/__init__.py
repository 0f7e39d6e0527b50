"""Posts: writing, publishing, rendering, reading; the only app that knows what is public."""
