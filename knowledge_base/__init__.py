"""Articles that people wrote and checked, and how a question finds its answer among them."""
