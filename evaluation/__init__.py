"""How well it works: datasets, metrics, baselines, and the figures of one run."""
