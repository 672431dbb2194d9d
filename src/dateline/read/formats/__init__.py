"""One module for each format, with one function: `drafts(blob, options)`."""
