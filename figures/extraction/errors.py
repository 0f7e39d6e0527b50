"""What can be wrong with a PDF, each said in a sentence fit to show an editor."""


class ExtractionError(Exception):
    """The PDF cannot be extracted; the message says why and what to do."""


class UnreadablePDFError(ExtractionError):
    """The bytes are not a PDF, or too damaged to be read."""


class EncryptedPDFError(ExtractionError):
    """The PDF opens with a password only."""


class BoxError(ExtractionError):
    """There is nothing on a page that can be cut out as asked for."""


class TooManyPagesError(ExtractionError):
    """The PDF has more pages than the limit allows."""
