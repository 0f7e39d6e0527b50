"""What browsers send of the admin's forms."""

from figures.admin.progress import PROPOSED_FIELDS

FIELDS = (*PROPOSED_FIELDS, "url", "slug", "key_contribution")


def paper_form(paper, **changes):
    """The page of ``paper`` as it stood when it was opened, and what was typed since."""
    stands = {name: getattr(paper, name) or "" for name in FIELDS}
    hidden = {f"initial-{name}": stands[name] for name in PROPOSED_FIELDS}
    return stands | hidden | changes
