"""What templates may ask of figures."""
