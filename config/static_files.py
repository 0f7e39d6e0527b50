"""Static files as production serves them: each named by its bytes, style sheets short."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

if TYPE_CHECKING:
    from collections.abc import Iterator


class ProductionStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # has no types
    # Modules ask for each other by such names, too: browsers keep those for ever.
    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        if not dry_run:
            for name in paths:
                if name.endswith(".css"):
                    shorten(Path(self.path(name)))
                    # From here, and not from where it was collected.
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)


def shorten(style_sheet: Path) -> None:
    """Leave out comments and blanks: readers wait for it before they see anything."""
    style_sheet.write_text(cssmin(style_sheet.read_text()))
