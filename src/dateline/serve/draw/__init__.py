"""Where the marks of a map, a histogram or a network stand: numbers only, which templates turn into SVG."""
