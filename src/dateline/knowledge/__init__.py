"""Facts about the world as data files: actors with dated roles, places, demonyms; loaders and importers."""
