# Pages and workers, with all their models inside: nothing is fetched when it runs. Build it with `docker compose build`.

FROM python:3.11-slim AS build
WORKDIR /source
COPY requirements-servers.lock ./
RUN python -m venv /opt/pressmark \
    && /opt/pressmark/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements-servers.lock
COPY pyproject.toml README.md LICENSE ./
COPY eval eval
COPY index index
COPY rag rag
COPY ui ui
RUN /opt/pressmark/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home --home-dir /var/lib/pressmark pressmark
COPY --from=build /opt/pressmark /opt/pressmark
ENV PATH=/opt/pressmark/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OMP_WAIT_POLICY=passive \
    PRESSMARK_LIBRARY=/var/lib/pressmark/library
USER 10001:10001
WORKDIR /var/lib/pressmark
VOLUME ["/var/lib/pressmark"]
EXPOSE 7860
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
ENTRYPOINT ["pressmark"]
CMD ["chat", "--host", "0.0.0.0", "--port", "7860", "--auth", "/run/secrets/users"]
