"""How a story goes out: versions, two who write at once, words not saved yet, looks by a colleague, campaigns."""
