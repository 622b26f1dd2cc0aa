"""What the made-up records say. Every sentence says that it is a sample, or could be said of anything."""

from __future__ import annotations

SUBJECTS = (
    "custody",
    "cyber-dependent crime",
    "crime data integrity",
    "child protection",
    "response to calls",
    "neighbourhood work",
    "counter-corruption",
    "stop and search",
    "digital forensics",
    "serious and organised crime",
    "vetting",
    "victims and witnesses",
)

ADDRESSEES = (
    "Chief constables", "All chief constables", "Forces", "Home Office", "Cabinet Office", "College of Policing",
    "National Crime Agency", "National Police Chiefs’ Council lead for sample matters", "Sample force collaboration",
    "Local policing bodies", "Crown Prosecution Service", "Ministry of Justice",
    *(f"Sample Regional Unit {number}" for number in range(1, 11)),
)  # fmt: skip

DUE_WORDS = ("with immediate effect", "within three months", "within six months")

SENTENCES = (
    "This is a sample sentence, and nothing in it is real.",
    "The sample inspection looked at how the force plans its work and at who checks it.",
    "In this made-up text the commissioner welcomes the report and thanks those who wrote it.",
    "The figures of the sample year are better than those before, and there is more to do.",
    "A sample board meets every month and reads the progress that is reported to it.",
    "Training has been given to all officers and staff of the sample teams.",
    "The sample force will publish the results, and the panel will be told of them.",
    "Where a sample recommendation is addressed to others, it is noted here.",
    "The resources for this were set aside in the sample budget.",
    "Supervisors review each case, and the sample checks are recorded.",
    "A second made-up sentence stands here so that paragraphs differ in length from one another.",
    "The commissioner will hold the chief constable of the sample force to account for this.",
    "Call handlers, investigators and analysts took part in the sample review.",
    "No person, place or event in this sample paper exists.",
)
