"""The site as a whole: settings, addresses, and the commands that run it all."""
