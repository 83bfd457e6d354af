"""The open workbook: copies of its present state, its settings, its protection, texts that stay texts."""
