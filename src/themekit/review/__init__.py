"""The pages on which people check: a thin web shell on the workflows.

`create_app` in `app` makes it, `serving` serves it. `front`, `guard`, `visitors` and `entering` are
the door; what people meet behind it lies in `pages`, one blueprint a module.
"""
