"""Pages behind a secret address that a mail carries: no cookie, no cache, no trace of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from portal.sites.middleware import host_asked

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NOT_USABLE = 410


# The secret in the address stands in for the token against forged forms: whoever could forge one
# would have to know it. Without the Referer, which must not carry it elsewhere, Django's own check
# refuses every browser; and no cookie is needed.
@method_decorator(csrf_exempt, name="dispatch")
class SecretLinkView(View):
    """On the main host only. What is refused (ValidationError) is shown with status 410."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if host_asked(request):
            raise Http404
        try:
            answer: Any = super().dispatch(request, *args, **kwargs)
        except ValidationError as refusal:
            answer = self.message(refusal=" ".join(refusal.messages), status=NOT_USABLE)
        add_never_cache_headers(answer)
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer  # type: ignore[no-any-return]

    def message(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page of one sentence: ``refusal``, or what was done."""
        raise NotImplementedError
