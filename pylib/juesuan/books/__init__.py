"""Workbooks on disk: reading them into a Disclosure and writing them. The only importer of spreadsheet libraries."""
