# One image for serving and working. Written without a container engine at hand: not run yet.
FROM python:3.13-slim-bookworm AS build
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /usr/local/bin/uv
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PROJECT_ENVIRONMENT=/srv/jingui/.venv
WORKDIR /srv/jingui
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-dev --no-install-project
COPY jingui jingui
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.13-slim-bookworm
RUN useradd --system --home /srv/jingui jingui && mkdir -p /var/lib/jingui && chown jingui /var/lib/jingui
COPY --from=build /srv/jingui/.venv /srv/jingui/.venv
ENV PATH=/srv/jingui/.venv/bin:$PATH PYTHONUNBUFFERED=1 JINGUI_HOME=/var/lib/jingui JINGUI_HOST=0.0.0.0
USER jingui
WORKDIR /srv/jingui
VOLUME /var/lib/jingui
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=90s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
CMD ["jingui", "run"]
