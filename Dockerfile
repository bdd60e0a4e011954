# The site in a container: PostgreSQL by DATABASE_URL, everything of its own under /data.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /srv/site

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY . .
# Static files and translations are part of the image. No key is: this one serves these two commands.
RUN export SECRET_KEY=build DATA_DIR=/srv/built \
    && python manage.py compile_translations \
    && python manage.py collectstatic --no-input --verbosity 0
RUN useradd --system --home-dir /data site && install --directory --owner site --group site /data

ENV DATA_DIR=/data STATIC_ROOT=/srv/built/static
USER site
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=30s CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz')"]
CMD ["sh", "-c", "python manage.py migrate --verbosity 0 && python manage.py load_content && exec gunicorn --config gunicorn.conf.py --bind 0.0.0.0:8000 harghita_intl.wsgi"]
