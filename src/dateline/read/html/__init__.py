"""A web page: its tree, what it says about itself, its main text with typed parts."""
