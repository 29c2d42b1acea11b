"""Rows and columns: what the head says, which columns belong together, and what a row stands for.

`table.build_table` squares what a reader found; `survey` and `talk_table` make documents of it.
"""
