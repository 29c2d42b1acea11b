"""What a coder is given to do: passages drawn for them, what is said before, how far they are.

Pure: records and events in, draws and progress out.
"""
