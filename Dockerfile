# One image for web and worker: they differ in the command alone.
FROM python:3.13-slim
RUN pip install --no-cache-dir uv && useradd --create-home offprint
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-install-project
COPY . .
RUN DJANGO_SECRET_KEY=for-the-build-only uv run --no-sync manage.py collectstatic --noinput \
  && mkdir /data && chown offprint /data
USER offprint
ENV OFFPRINT_DATA_DIR=/data PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["uv", "run", "--no-sync", "gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--workers=2", "--threads=8", "--no-control-socket"]
