"""Pages of banking: accounts of units, files of banks on their way in, statements and their lines."""
