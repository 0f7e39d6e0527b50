"""What stands between a post and its readers, and what would make it better.

``find_blocking`` refuses a publication; ``find_advice`` only says what comes to mind.
"""

from blog.checks.advice import Company, company_of, find_advice
from blog.checks.blocking import find_blocking
from blog.checks.records import Finding, Subject, look_at

__all__ = [
    "Company",
    "Finding",
    "Subject",
    "company_of",
    "find_advice",
    "find_blocking",
    "look_at",
]
