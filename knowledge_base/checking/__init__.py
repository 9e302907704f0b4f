"""Whether articles contradict each other, the law's time limits, or what is known: the checks behind `content check`."""
from knowledge_base.checking.finding import Finding
from knowledge_base.checking.pack import check_articles

__all__ = ["Finding", "check_articles"]
