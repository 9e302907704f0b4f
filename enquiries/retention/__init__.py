"""How long words are kept, and how they go: by age (`purge`), or at once when somebody asks (`erasure`)."""
