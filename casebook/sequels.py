"""What publication, correction and recall bring about: labels, and the search index once the step stands."""

from casebook.indexing import follow_after_commit
from casebook.kept import empty_after_commit
from casebook.labelling import label
from casebook.models import Batch, Edition, Sum
from disputes.acts import sequel
from disputes.models import DocketEntry


@sequel(*(f"typicalcase.{step}" for step in ("publish", "adopt", "correct", "recall", "decline")))
def the_shelf_follows(entry: DocketEntry) -> None:
    """Labels and sums go with the case in the same transaction; the index follows after it."""
    case = entry.record
    case.given.all().delete()
    if case.stage != "published":
        case.filed_under.all().delete()
    else:
        if case.batch:
            Batch.objects.get_or_create(name=case.batch, defaults={"issuer": case.published_by})
        label(case)
        Sum.objects.bulk_create(
            Sum(case=case, topic=one["topic"], asked=one["asked"] or None, given=one["given"])
            for one in case.sums
        )
    if case.number:
        Edition.move_on()
        empty_after_commit()
        follow_after_commit(case)
