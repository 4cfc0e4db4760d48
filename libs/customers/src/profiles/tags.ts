import type { Sql } from '@wayfare/platform';

/** What is known already is not touched, not even locked; in order, so that two writers wait for each other instead of deadlocking. */
const NOTE = `
  INSERT INTO tag_catalogue (name, first_seen_at)
  SELECT DISTINCT tag, $2::timestamptz FROM unnest($1::text[]) tag
  WHERE NOT EXISTS (SELECT FROM tag_catalogue k WHERE k.name = tag) ORDER BY tag
  ON CONFLICT DO NOTHING`;

/** Reads through the customers until each tag has been found once: rare, and worth it where somebody alone had a tag that says who they were. */
const FORGET = `
  DELETE FROM tag_catalogue k WHERE k.name = ANY ($1::text[])
    AND NOT EXISTS (SELECT FROM customers c WHERE c.id <> $2 AND c.tags @> ARRAY[k.name])`;

/** Tags that the builders may not have heard of yet. Written after the customers who have them, as everybody does. */
export const noteTags = async (tx: Sql, tags: readonly string[], now: Date): Promise<void> => {
  if (tags.length > 0) await tx.query(NOTE, [tags, now]);
};

/** Takes those tags out of the catalogue that nobody but one customer has. */
export const forgetTags = async (tx: Sql, tags: readonly string[], customerId: string): Promise<void> => {
  if (tags.length > 0) await tx.query(FORGET, [tags, customerId]);
};
