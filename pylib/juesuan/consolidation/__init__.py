"""Many units' workbooks become their department's: figures added up, transfers between units taken out."""
