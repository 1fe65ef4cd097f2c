"""The HTTP service: an archive of quotations over JSON (``/api/v1``) and as plain pages (``/``)."""

from service.application import create_app

__all__ = ["create_app"]
