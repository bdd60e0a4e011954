# The site in a container: PostgreSQL by DATABASE_URL, everything of its own under /data.
# docs/operations.md says how it is run; compose.yaml has all that it needs beside it.
ARG PYTHON=docker.io/library/python:3.11.14-slim-bookworm

# The packages, as wheels only: nothing is compiled.
FROM ${PYTHON} AS packages
# Its extras, for S3, Prometheus and Sentry: --build-arg REQUIREMENTS=requirements-extras.txt
ARG REQUIREMENTS=requirements.txt
COPY ${REQUIREMENTS} requirements.txt
RUN python -m venv /srv/venv \
    && /srv/venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-compile \
        --only-binary :all: --require-hashes -r requirements.txt \
    && /srv/venv/bin/pip uninstall --quiet --yes setuptools pip \
    && find /srv/venv -name '*.pyc' -delete

# Static files and translations are part of the image. No key is: this one serves these two commands.
FROM packages AS built
WORKDIR /srv/site
COPY . .
RUN export SECRET_KEY=build DATA_DIR=/srv/built \
    && /srv/venv/bin/python manage.py compile_translations \
    && /srv/venv/bin/python manage.py collectstatic --no-input --verbosity 0
# What only the two commands needed, and other languages than ours.
RUN cd /srv/venv/lib/python*/site-packages \
    && rm -r django/contrib/admin/static ninja/static django_prose_editor/static django_countries/static \
    && find . -name '*.po' -delete \
    && find . -name '*.mo' ! -path '*/ro/*' ! -path '*/hu/*' ! -path '*/en*' -delete \
    && find /srv -name '*.pyc' -delete

# Of PostgreSQL's programs, those that backups need, without the Perl that Debian wraps them in.
FROM ${PYTHON} AS clients
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client-15

FROM ${PYTHON}
ENV PATH=/srv/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONPYCACHEPREFIX=/tmp/python \
    DATA_DIR=/data STATIC_ROOT=/srv/static
# What installs packages, and comes with the base, is of no use here but to who breaks in.
RUN if command -v pip; then pip uninstall --quiet --yes --root-user-action ignore setuptools wheel pip; fi \
    && useradd --uid 10001 --home-dir /data site && install --directory --owner site --group site /data
RUN apt-get update && apt-get install --yes --no-install-recommends libpq5 libreadline8 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=clients /usr/lib/postgresql/15/bin/pg_dump /usr/lib/postgresql/15/bin/pg_restore \
    /usr/lib/postgresql/15/bin/psql /usr/lib/postgresql/15/bin/
COPY --from=built /srv/venv /srv/venv
COPY --from=built /srv/built/static /srv/static
COPY --from=built /srv/site /srv/site
WORKDIR /srv/site
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
CMD ["sh", "-c", "python manage.py migrate_and_load && exec gunicorn --config gunicorn.conf.py --bind 0.0.0.0:8000 harghita_intl.wsgi"]
