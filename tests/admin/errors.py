"""What a form of the admin says is wrong, and where entries are added."""

ADD_PARTNER = "/admin/partners/partnerregion/add/"
ADD_EVENT = "/admin/activities/event/add/"
LANGUAGES = ("ro", "hu", "en")


def errors_of(response) -> dict:
    """The messages beside the fields of the form, which was shown again."""
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def errors_of_row(response, formset: int, row: int = 0) -> dict:
    assert response.status_code == 200
    return response.context["inline_admin_formsets"][formset].formset.errors[row]
