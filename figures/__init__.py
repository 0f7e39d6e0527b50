"""Papers and their figures; knows nothing of posts."""
