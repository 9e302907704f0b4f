"""Languages other than English: noticed, danger found in them, answered in them. A JSON file a language; README.md tells reviewers how."""
