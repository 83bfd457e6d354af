"""Findings shown to people: terminal, web page, workbook, JSON, and a page about every rule."""
