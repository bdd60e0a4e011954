"""What tables have in common, said once for the first migration of each app.

Frozen with these: what changes after a release stands in a new migration, never here. Of the live code
only what any migration names is imported: classes of fields and bases of models. One field may stand in
several tables, since Django copies it for each.
"""

import django.db.models.deletion
import publishing.fields
import publishing.publication
import publishing.translations
import simple_history.models
from django.conf import settings
from django.db import migrations, models


def translated(name, field_class, **arguments):
    """Give the columns of a translated field; those of the languages may be null."""
    return [
        (name, field_class(**arguments)),
        (f'{name}_ro', field_class(null=True, **arguments)),
        (f'{name}_hu', field_class(null=True, **arguments)),
        (f'{name}_en', field_class(null=True, **arguments)),
    ]


def in_history(fields):
    """Leave out of translated fields what a history does not have: the column without a language."""
    names = [name for name, field in fields]
    return [(name, field) for name, field in fields if f'{name}_ro' not in names]


# As the models Publishable, Entry and Link: their fields, and those of their histories.

PUBLICATION = [
    ('status', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', help_text='Visitors see only what is published.', max_length=10, verbose_name='status')),
    ('publish_at', models.DateTimeField(blank=True, help_text='If you leave this empty, it is public as soon as you publish it.', null=True, verbose_name='public from')),
    ('take_down_at', models.DateTimeField(blank=True, help_text='If you leave this empty, it stays public.', null=True, verbose_name='public until')),
]

PUBLISHABLE = [
    *PUBLICATION,
    ('created', models.DateTimeField(auto_now_add=True, verbose_name='created')),
    ('updated', models.DateTimeField(auto_now=True, verbose_name='last changed')),
    ('translated_from', models.JSONField(default=dict, editable=False)),
    ('state_ro', publishing.translations.StateField(choices=[('complete', 'complete'), ('missing', 'missing'), ('stale', 'out of date')], db_index=True, default='complete', editable=False, max_length=8, verbose_name='Romanian')),
    ('state_hu', publishing.translations.StateField(choices=[('complete', 'complete'), ('missing', 'missing'), ('stale', 'out of date')], db_index=True, default='complete', editable=False, max_length=8, verbose_name='Hungarian')),
    ('state_en', publishing.translations.StateField(choices=[('complete', 'complete'), ('missing', 'missing'), ('stale', 'out of date')], db_index=True, default='complete', editable=False, max_length=8, verbose_name='English')),
]

HISTORICAL_PUBLISHABLE = [
    *PUBLICATION,
    ('created', models.DateTimeField(blank=True, editable=False, verbose_name='created')),
    ('updated', models.DateTimeField(blank=True, editable=False, verbose_name='last changed')),
]

SEO = [
    *translated('seo_title', models.CharField, blank=True, help_text='Only needed if the title would not be clear in a list of search results.', max_length=70, verbose_name='title for search engines'),
    *translated('seo_description', models.CharField, blank=True, help_text='One or two sentences shown under the title in a list of results.', max_length=170, verbose_name='description for search engines'),
]

ENTRY = [
    *PUBLISHABLE,
    *translated('slug', models.SlugField, blank=True, help_text='The last part of the page’s address. If you leave this empty, it is made from the title.', max_length=120, unique=True, verbose_name='address of the page'),
    *SEO,
    ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='publishing.picture', verbose_name='picture')),
]

HISTORICAL_ENTRY = [
    *HISTORICAL_PUBLISHABLE,
    *in_history(translated('slug', models.SlugField, blank=True, help_text='The last part of the page’s address. If you leave this empty, it is made from the title.', max_length=120, verbose_name='address of the page')),
    *in_history(SEO),
    ('picture', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='publishing.picture', verbose_name='picture')),
]

LINK = [
    ('url', publishing.fields.WebAddressField(max_length=500, verbose_name='web address')),
    *translated('label', models.CharField, blank=True, help_text='If you leave this empty, the link shows the site’s name, such as example.org.', max_length=200, verbose_name='what it is'),
    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
]

HISTORY = [
    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
    ('history_id', models.AutoField(primary_key=True, serialize=False)),
    ('history_date', models.DateTimeField(db_index=True)),
    ('history_change_reason', models.CharField(max_length=100, null=True)),
    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
]


def history_options(verbose_name, verbose_name_plural):
    """Give the options of a table of django-simple-history."""
    return {
        'verbose_name': verbose_name,
        'verbose_name_plural': verbose_name_plural,
        'ordering': ('-history_date', '-history_id'),
        'get_latest_by': ('history_date', 'history_id'),
    }


def create_attachment(name, entry, verbose_name):
    """Create the table of what is attached to a kind of entry."""
    return migrations.CreateModel(
        name=name,
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='publishing.document', verbose_name='document')),
            ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='publishing.picture', verbose_name='picture')),
            ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to=entry, verbose_name=verbose_name)),
        ],
        options={
            'verbose_name': 'attachment',
            'verbose_name_plural': 'attachments',
            'ordering': ['position', 'pk'],
            'abstract': False,
            'constraints': [models.CheckConstraint(condition=models.Q(('document', None), ('picture', None), _connector='XOR'), name=f'{name.lower()}_is_one_thing', violation_error_message='Choose a document or a picture.'), models.UniqueConstraint(fields=('entry', 'document'), name=f'{name.lower()}_document_once', violation_error_message='This document is already attached.'), models.UniqueConstraint(fields=('entry', 'picture'), name=f'{name.lower()}_picture_once', violation_error_message='This picture is already shown.')],
        },
        bases=(publishing.publication.Edited, models.Model),
    )


def create_attachment_history(name, entry, verbose_name):
    """Create the history of what is attached to a kind of entry."""
    return migrations.CreateModel(
        name=name,
        fields=[
            *HISTORY,
            ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='publishing.document', verbose_name='document')),
            ('picture', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='publishing.picture', verbose_name='picture')),
            ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=entry, verbose_name=verbose_name)),
        ],
        options=history_options('historical attachment', 'historical attachments'),
        bases=(simple_history.models.HistoricalChanges, models.Model),
    )
