"""What a disclosure is: amounts, cells, tables, layouts, rules and findings. Imports nothing of ours."""
