"""What follows a migration, and a login or a refusal of one."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_migrate

from accounts import audit, login, roles

# For each app, after django.contrib.auth has made the permissions of its models.
post_migrate.connect(roles.make_groups)
user_logged_in.connect(login.begin)
user_logged_in.connect(audit.log_login)
user_logged_out.connect(audit.log_logout)
