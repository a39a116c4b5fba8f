"""What is asked about ads: which one goes where, what came of it, whom it reached, and what is planned."""

from jingui.ads.queries.planning import Plan, State, plans
from jingui.ads.queries.reaching import Overlap, ReachLine, overlap, reach
from jingui.ads.queries.reporting import BY, ReportLine, report
from jingui.ads.queries.showing import Ad, click_target, for_slots, html_of, html_of_creative, in_every_slot

__all__ = [
    "BY",
    "Ad",
    "Overlap",
    "Plan",
    "ReachLine",
    "ReportLine",
    "State",
    "click_target",
    "for_slots",
    "html_of",
    "html_of_creative",
    "in_every_slot",
    "overlap",
    "plans",
    "reach",
    "report",
]
