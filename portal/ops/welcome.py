"""What the terminal shows when the portal is up: addresses and demo accounts."""

from __future__ import annotations

from django.urls import reverse


def welcome(base_url: str) -> str:
    """Several lines, ready to print; ``base_url`` without a slash at its end."""
    return "\n".join(
        [
            "",
            f"The portal is ready:  {base_url}/",
            f"Its administration:   {base_url}{reverse('wagtailadmin_home')}",
        ]
    )
