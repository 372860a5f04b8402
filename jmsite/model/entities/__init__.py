"""The entities an author writes, one pydantic declaration each.

From these come validation, the JSON Schema for editors, and the field reference. A field's description is
written once, here.
"""
