"""What is public, as JSON for other programs: read only, the same for everybody."""
