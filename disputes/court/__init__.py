"""Court hand-off (裁审衔接): grounds, windows, package and the court's answer. What other apps need to know:

`handoff.file:<ground>` is taken on a `HandOff` whose `subject` is the record it rests on (an award, an agreement, an
arbitration) and whose `filed_by` is the party; the entry's `party` is that party, so a per-party window named in
`stops_on` ends for it alone, and only on the subject itself. Grounds: suit, set_aside, direct_suit, confirmation (here
`handoff.join:confirmation` is the filing), payment_order, enforcement. Fact: `reason`.

`handoff.record_result:<ground>` has the day of the ruling as its legal day and the facts `result` (the new stage:
stands, set_aside, judged, withdrawn, dismissed_late, dismissed_scope, refused, confirmed, ordered, enforced), `ruling`
(its number), `served` (party's key -> ISO day of receipt) and `served_on` (the last of those days, if any is known).

`handoff.acknowledge:<ground>` has the fact `docket_number`: with direct_suit it is the court's filing that ends a
late arbitration (CR-48).

`handoff.serve_result:<ground>` says that one party (the entry's `party`) received the ruling on the entry's day; an
award whose suit was withdrawn takes effect once all whom the ruling concerns have it.
`handoff.note_appeal:<ground>`: the entry's `party` appealed within its time, which ends for it; fact `handed_in_on`.
`handoff.resist:enforcement`: the other side objects; facts `grounds` (J1-24, none dismissed before: J1-25) and `reason`.
`handoff.give_way:set_aside`: the worker sued, the employer's request is dismissed (J1-21).
`handoff.let_pass:<ground>`: a window that the answer opened passed unused (entry's `party`).
`handoff.stand:payment_order` and `handoff.end_order:payment_order`: nobody objected, or somebody did (J1-13).
"""
