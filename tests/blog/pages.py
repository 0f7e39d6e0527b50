"""Pages as whoever asks for them gets them."""

from __future__ import annotations


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def section(html, name):
    """The section of that heading, up to the next one."""
    return html.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]
