"""What `collectstatic` makes of our files for production."""

import re

import brotli
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from config.static_files import ProductionStaticFilesStorage


@pytest.fixture
def storage(tmp_path):
    return ProductionStaticFilesStorage(tmp_path, base_url="/static/")


def collect(storage, **files):
    """The names under which the files are served."""
    source = FileSystemStorage(storage.base_location / "source")
    found = {}
    for argument, content in files.items():
        name = argument.replace("_", ".")
        for place in (source, storage):
            place.save(name, ContentFile(content))
        found[name] = (source, name)
    for _name, _hashed, processed in storage.post_process(found):
        if isinstance(processed, Exception):
            raise processed
    return storage.hashed_files


def test_style_sheets_lose_what_only_we_read(storage):
    rule = "/* Why. */\n.card {\n  inline-size: calc(96vw - 2.4rem);\n}\n"

    names = collect(storage, site_css=rule)

    served = storage.base_location / names["site.css"]
    assert served.read_text() == ".card{inline-size:calc(96vw - 2.4rem)}"


def test_modules_ask_for_each_other_by_names_that_last(storage):
    names = collect(
        storage,
        main_js='import { go } from "./part.js";\ngo();\n',
        part_js="export function go() {}\n",
    )

    served = (storage.base_location / names["main.js"]).read_text()
    assert re.search(r'from "./part\.[0-9a-f]{12}\.js"', served)


def test_files_lie_ready_compressed(storage):
    names = collect(storage, site_css=".a { color: red }\n" * 100)

    served = storage.base_location / names["site.css"]
    packed = served.with_name(f"{served.name}.br").read_bytes()
    assert brotli.decompress(packed) == served.read_bytes()
