"""A second look for danger that is hinted or put in words that no phrase knows: a small learned model, after the rules and never instead of them."""
