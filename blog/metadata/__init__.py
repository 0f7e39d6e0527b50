"""What pages tell machines about themselves: search engines, cards, reference managers."""
