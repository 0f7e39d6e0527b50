"""The first post of a new site, about the sample paper as it is really extracted."""

from io import StringIO

import pytest

from blog.checks import company_of, find_advice, find_blocking, look_at
from blog.sample import publish_sample_post
from config.management.commands import demo

pytestmark = pytest.mark.django_db


def test_the_sample_post_leaves_nothing_to_say():
    demo.Command(stdout=StringIO()).import_sample()
    post = publish_sample_post()

    subject = look_at(post)
    findings = find_blocking(subject)
    findings += find_advice(subject, company_of(post, may_quote=True))

    assert [finding.sentence for finding in findings] == []
