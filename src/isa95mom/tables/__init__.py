"""Tables of columns: read from dicts and data frames of any make, held exactly, and given out as frames again."""
