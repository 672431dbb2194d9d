"""The screens and the JSON API over a store, served to a browser on this machine."""
