"""Days that are kept for sorting and filtering, and follow from several dates."""

from publishing.fields import PeriodBound


class ForceBound(PeriodBound):
    """A day that follows from several dates of an agreement; ``bound`` is the property."""

    def pre_save(self, model_instance, add):
        value = getattr(model_instance, self.bound)
        setattr(model_instance, self.attname, value)
        return value
