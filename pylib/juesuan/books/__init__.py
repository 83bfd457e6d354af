"""Workbooks on disk, read and written. The only importer of spreadsheet libraries."""
