"""Names that are part of the public contract: topics, audiences, article states and answer outcomes."""
from __future__ import annotations

TOPICS: dict[str, str] = {
    "local_offer": "Local offer",
    "short_breaks": "Short breaks (respite)",
    "personal_budgets": "Personal budgets and direct payments",
    "sendiass": "SENDIASS: independent advice",
    "wpcc": "The parent carer forum",
    "nd_pathway": "Autism, ADHD and waiting for assessment",
    "ehcp": "EHC needs assessments and plans",
    "sen_support": "Help in school without a plan",
    "annual_review": "Annual reviews",
    "school_places": "School places",
    "exclusion_attendance": "Exclusion and attendance",
    "transport": "School transport",
    "mental_health": "Mental health",
    "therapies": "Therapies and health services",
    "early_years": "Early years",
    "adulthood": "Moving towards adult life",
    "carer_support": "Support and money for carers",
    "disputes": "Disagreements and appeals",
    "home_education": "Home education",
    "forces_families": "Forces families",
}
"""Topic name in the API -> the words families read."""

PARENT, YOUNG_PERSON = AUDIENCES = ("parent", "young_person")
LAW, LOCAL, DATED = BASES = ("law", "local", "dated")
"""What an article's facts rest on: the country's law and guidance; something of the area; something of one time or not certain."""
STATUSES = ("draft", "published", "withdrawn")

ANSWERED = "answered"
CLARIFICATION = "clarification"
UNANSWERED = "unanswered"
