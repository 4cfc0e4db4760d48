import type { MigrationInterface, QueryRunner } from 'typeorm';
import { GIVEN_TAGS, MOVED_TAGS, notingTags } from './1796010000000-tags.js';

/** What a tag is called now, given what it was called; `names` is null where none has ever been called otherwise. */
const now = (tag: string): string => `coalesce(names ->> ${tag}, ${tag})`;
const NAMES = '\n          names jsonb := (SELECT jsonb_object_agg(alias, tag) FROM public.tag_names);';

/** As in the migration `tags`, of tags by the names that they have now: so writing a former name, or the name that it has now in its place, gives and takes nothing. */
const GIVEN = `
  SELECT n.id, ${now('t.tag')} AS tag, true AS is_added, n.updated_at FROM changed n, unnest(n.tags) AS t (tag) WHERE n.tags <> '{}' AND n.erased_at IS NULL GROUP BY 1, 2, 4`;
const MOVED = `
  SELECT n.id, t.tag, t.is_added, n.updated_at
  FROM changed n JOIN former o ON o.id = n.id, LATERAL (
    (SELECT ${now('x')} AS tag, true AS is_added FROM unnest(n.tags) x WHERE n.erased_at IS NULL
      EXCEPT SELECT ${now('x')}, true FROM unnest(o.tags) x WHERE o.erased_at IS NULL)
    UNION ALL (SELECT ${now('x')}, false FROM unnest(o.tags) x WHERE o.erased_at IS NULL
      EXCEPT SELECT ${now('x')}, false FROM unnest(n.tags) x WHERE n.erased_at IS NULL)
  ) t
  WHERE (n.tags, n.erased_at IS NULL) IS DISTINCT FROM (o.tags, o.erased_at IS NULL)`;

const again = (text: string): string => text.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');

/** What tags were called before they were renamed, or became part of another one (decision 038). */
export class TagNames1797040000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tag_names (
        alias text COLLATE "C" PRIMARY KEY,
        tag text COLLATE "C" NOT NULL REFERENCES tag_catalogue (name) ON UPDATE CASCADE ON DELETE CASCADE,
        how text NOT NULL CHECK (how IN ('renamed', 'merged')),
        at timestamptz NOT NULL,
        actor text,
        -- since when nobody has the former name any more; null: it is being rewritten
        found_at timestamptz
      );
      CREATE INDEX tag_names_tag_idx ON tag_names (tag);
      ${again(notingTags('wayfare_note_new_tags', GIVEN, NAMES))}
      ${again(notingTags('wayfare_note_changed_tags', MOVED, NAMES))}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${again(notingTags('wayfare_note_new_tags', GIVEN_TAGS))}
      ${again(notingTags('wayfare_note_changed_tags', MOVED_TAGS))}
      DROP TABLE tag_names;
    `);
  }
}
