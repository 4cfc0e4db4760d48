import type { Catalogue } from '@wayfare/contracts';
import { BUILT_IN_ATTRIBUTES, type BuiltInAttribute } from '@wayfare/kernel';
import { readSettings, type Sql, unapprovedTagsIn } from '@wayfare/platform';
import type { ComputedWords } from '../computed/declare.js';
import type { ValueKind } from '../events/kinds.js';

const BUILT_IN: Readonly<Record<BuiltInAttribute, ValueKind>> = {
  externalId: 'text',
  email: 'text',
  phone: 'text',
  timeZone: 'text',
  locale: 'text',
  createdAt: 'date',
};

const ATTRIBUTES = 'SELECT name, kind, label, owner, words FROM attribute_catalogue WHERE name <> ALL ($1) AND NOT retired ORDER BY name';
const EVENTS = 'SELECT name, properties FROM event_catalogue WHERE NOT hidden ORDER BY name';
const TAGS = "SELECT name FROM tag_catalogue WHERE archived_at IS NULL AND (state = 'approved' OR $1) ORDER BY name LIMIT 1000";

const FORMER_TAGS = 'SELECT jsonb_object_agg(alias, tag) AS tags FROM tag_names';

/** What the builders complete as one types: built-in columns, then attributes, events and tags seen so far. */
export const readCatalogue = async (sql: Sql): Promise<Catalogue> => {
  const attributes = await sql.query<{
    name: string;
    kind: ValueKind;
    label: string | null;
    owner: string | null;
    words: ComputedWords | null;
  }>(ATTRIBUTES, [BUILT_IN_ATTRIBUTES]);
  const events = await sql.query<{ name: string; properties: Record<string, string> }>(EVENTS);
  const tags = await sql.query<{ name: string }>(TAGS, [unapprovedTagsIn(await readSettings(sql)) === 'accept']);
  const [former] = await sql.query<{ tags: Record<string, string> | null }>(FORMER_TAGS);
  return {
    attributes: [
      ...BUILT_IN_ATTRIBUTES.map((name) => ({ name, kind: BUILT_IN[name], builtIn: true })),
      ...attributes.map(({ name, kind, label, owner, words }) => ({
        ...{ name, kind, builtIn: false },
        ...(label === null ? {} : { label }),
        ...(owner && words ? { computed: { owner, description: words } } : {}),
      })),
    ],
    events,
    tags: tags.map(({ name }) => name),
    formerTags: former?.tags ?? {},
  };
};
