import { currentActor, type Sql } from '@wayfare/platform';

/** Who or what puts tags on people, and takes them away. */
export type TagOrigin = 'api' | 'device' | 'erasure' | 'hand' | 'import' | 'journey' | 'merge' | 'rule';

export interface TagCause {
  readonly origin: TagOrigin;
  /** The import, the journey or the merge. */
  readonly id?: string;
  readonly at: Date;
  /** Nobody has done anything: journeys are not told. */
  readonly isQuiet?: boolean;
}

const BECAUSE = "SELECT set_config('wayfare.tags', $1, true)";

/** Says why the tags of people change from here to the end of the transaction: the trigger that notes who gains and loses them (migration `tags`) writes it down. */
export const tagsBecause = async (tx: Sql, { origin, id, at, isQuiet = false }: TagCause): Promise<void> => {
  await tx.query(BECAUSE, [JSON.stringify({ origin, id, at, quiet: isQuiet, actor: currentActor() })]);
};

/** What is known already is not touched, not even locked; in order, so that two writers wait for each other instead of deadlocking. */
const NOTE = `
  INSERT INTO tag_catalogue (name, first_seen_at)
  SELECT DISTINCT tag, $2::timestamptz FROM unnest($1::text[]) tag
  WHERE NOT EXISTS (SELECT FROM tag_catalogue k WHERE k.name = tag) AND NOT EXISTS (SELECT FROM tag_names a WHERE a.alias = tag) ORDER BY tag
  ON CONFLICT DO NOTHING`;

/** Reads through the customers until each tag has been found once: rare, and worth it where somebody alone had a tag that says who they were. What colleagues have agreed to or described says nothing of the kind. */
const FORGET = `
  WITH gone AS (
    DELETE FROM tag_catalogue k WHERE k.name = ANY ($1::text[]) AND k.state = 'proposed' AND k.description = '' AND k.condition IS NULL
      AND NOT EXISTS (SELECT FROM customers c WHERE c.id <> $2 AND c.tags @> ARRAY[k.name])
    RETURNING name
  ), batches AS (
    DELETE FROM tag_batches b USING gone g WHERE b.tag = g.name RETURNING b.id
  )
  DELETE FROM tag_changes c USING batches b WHERE c.batch_id = b.id`;

/** Tags that the builders may not have heard of yet. Written after the customers who have them, as everybody does. */
export const noteTags = async (tx: Sql, tags: readonly string[], now: Date): Promise<void> => {
  if (tags.length > 0) await tx.query(NOTE, [tags, now]);
};

/** Takes those tags out of the catalogue that nobody but one customer has. */
export const forgetTags = async (tx: Sql, tags: readonly string[], customerId: string): Promise<void> => {
  if (tags.length > 0) await tx.query(FORGET, [tags, customerId]);
};
