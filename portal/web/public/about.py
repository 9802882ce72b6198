"""What this portal is, how it treats people's data, and whom it may still shut out."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.domain.time import local_day
from portal.web.public.blueprint import blueprint
from portal.web.public.promise import promise
from portal.web.public.uploads import most_files
from portal.web.shared.acting import now, settings
from portal.web.shared.office import receiving_unit


@blueprint.get("/about")
def about() -> ResponseReturnValue:
    """What is taken here and by which rules it is answered."""
    unit = receiving_unit()
    policy = settings().unit_policy(unit.id, local_day(now())) if unit else None
    return render_template("public/about.html", promise=promise(), policy=policy, most=most_files())


@blueprint.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Which personal data are kept, what for, and the rights of their owners."""
    return render_template("public/privacy.html")


@blueprint.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """What was done so that everybody can use this, and what to do where it fails."""
    return render_template("public/accessibility.html")
