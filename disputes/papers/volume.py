"""What makes a bound volume of papers: its cover, the list of what lies in it, and the note at its end (docs/law.md 8.2, D43).

The main volume and the side volume (CR-22) each have all three.
"""

from disputes.papers.kinds import ISSUED, paper

BOUND = f"{ISSUED} volume cause"
VOLUME = (
    paper(
        "D43a",
        "卷宗封面",
        "volume",
        needs=f"{BOUND} procedure_kind filed_on ended_on archived_on outcome sitting sheets pages due_on",
        basis="CR-21 CR-24",
    ),
    paper("D43b", "卷内目录", "volume", needs=f"{BOUND} listed listed.name pages", basis="CR-22"),
    paper("D43c", "卷内备考表", "volume", needs=f"{BOUND} sheets pages remarks officer", basis="CR-21 CR-22"),
)
