"""The docket is append-only in the database itself: only `told_at` may ever change; so is what administrators did."""

SQLITE = [
    """CREATE TRIGGER docket_is_never_deleted BEFORE DELETE ON disputes_docketentry
    BEGIN SELECT RAISE(ABORT, 'the docket is append-only'); END""",
    """CREATE TRIGGER docket_is_never_changed BEFORE UPDATE OF id, dispute_id, number, audience, seq, step, law,
    record_type, record_id, about, party_id, source, target, by_id, facts, "on", at, salt, content_digest, digest
    ON disputes_docketentry
    BEGIN SELECT RAISE(ABORT, 'the docket is append-only'); END""",
]
SQLITE_UNDO = ["DROP TRIGGER docket_is_never_deleted", "DROP TRIGGER docket_is_never_changed"]

POSTGRESQL = [
    """CREATE FUNCTION docket_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'told_at') = (to_jsonb(OLD) - 'told_at') THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'the docket is append-only';
    END $$""",
    """CREATE TRIGGER docket_is_append_only BEFORE UPDATE OR DELETE ON disputes_docketentry
    FOR EACH ROW EXECUTE FUNCTION docket_is_append_only()""",
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER docket_is_append_only ON disputes_docketentry",
    "DROP FUNCTION docket_is_append_only()",
]

# What an administrator changed is written once, by the library that keeps /admin/.
TRAIL_SQLITE = [
    f"""CREATE TRIGGER admin_trail_is_never_{word} BEFORE {what} ON django_admin_log
    BEGIN SELECT RAISE(ABORT, 'the trail of administration is append-only'); END"""
    for word, what in (("deleted", "DELETE"), ("changed", "UPDATE"))
]
TRAIL_SQLITE_UNDO = [f"DROP TRIGGER admin_trail_is_never_{word}" for word in ("deleted", "changed")]
TRAIL_POSTGRESQL = [
    """CREATE FUNCTION admin_trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the trail of administration is append-only'; END $$""",
    """CREATE TRIGGER admin_trail_is_append_only BEFORE UPDATE OR DELETE ON django_admin_log
    FOR EACH ROW EXECUTE FUNCTION admin_trail_is_append_only()""",
]
TRAIL_POSTGRESQL_UNDO = [
    "DROP TRIGGER admin_trail_is_append_only ON django_admin_log",
    "DROP FUNCTION admin_trail_is_append_only()",
]
