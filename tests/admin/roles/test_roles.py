"""What each role may do; everything else is refused, by the form and to forged requests."""

import pytest
from django.db import transaction

from tests.admin.roles.actions import ACTIONS
from tests.admin.roles.effects import EFFECTS, PROPOSED, READING
from tests.admin.roles.site import EDITOR, ROLES
from tests.admin.whole_database import changes, everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("action", ACTIONS)
def test_roles_do_what_they_may_and_are_refused_the_rest(site, staff, action):
    """What an allowed role does has the whole effect, nothing more; the refused leave no trace."""
    act, allowed = ACTIONS[action]
    before = everything()
    answers = {}
    for role in ROLES:
        with transaction.atomic():
            response = act(staff(role), site)
            answers[role] = response.status_code, changes(before, everything())
            transaction.set_rollback(True)

    if action in PROPOSED:
        assert answers.pop(EDITOR) == (302, {"+draft"})
    refused = {role: answer for role, answer in answers.items() if role not in allowed}
    assert refused == dict.fromkeys(refused, (403, set()))
    done = {role: answer for role, answer in answers.items() if role in allowed}
    effects = [effect for _status, effect in done.values()]
    if action in READING:
        assert done == dict.fromkeys(done, (200, set()))
    else:
        assert {status for status, _effect in done.values()} == {302}
        assert EFFECTS[action] in effects[0]
        assert effects == [effects[0]] * len(allowed)  # the same, whoever does it


def test_every_action_is_in_one_list_of_what_it_does():
    assert ACTIONS.keys() == EFFECTS.keys() | READING
    assert not EFFECTS.keys() & READING
