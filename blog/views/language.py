"""The language that a reader chooses, over what the browser asks for."""

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

# The form stands in pages that are kept for everybody, so it can hold no reader's own
# token. Whoever sends it from elsewhere changes the words on buttons, and no more.
choose_language = csrf_exempt(require_POST(set_language))
