"""One verb a file: load, hand to a pure stage, save. Import the module of the verb you need."""
