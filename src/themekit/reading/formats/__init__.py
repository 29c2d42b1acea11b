"""A file kind a module: `suffixes`, and `read`, which makes of bytes an extract or a table.

Modules without `suffixes` are kinds told by what a text looks like (`txt.RECOGNISERS`), or what
several kinds share: `blocks`, `office_xml`, `page_lines`, `workbook_sheets`.
"""
