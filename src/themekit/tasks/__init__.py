"""What people are given to check, what they are asked of it, and what their answers come to.

Pure: draws, events and records in, draws, questions and events out.
"""
