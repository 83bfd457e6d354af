"""What a publication says in words: statements with their places, held against the tables and one another."""
