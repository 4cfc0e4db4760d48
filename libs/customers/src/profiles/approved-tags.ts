import { invalid } from '@wayfare/kernel';
import { readSettings, type Sql, unapprovedTagsIn } from '@wayfare/platform';

/** The names under which an agreed tag comes in. */
const APPROVED = `
  SELECT name FROM tag_catalogue WHERE state = 'approved'
  UNION SELECT a.alias FROM tag_names a JOIN tag_catalogue k ON k.name = a.tag WHERE k.state = 'approved'`;

/** The tags that may come in; `null` where any may. */
export const readApprovedTags = async (sql: Sql): Promise<ReadonlySet<string> | null> => {
  if (unapprovedTagsIn(await readSettings(sql)) !== 'refuse') return null;
  return new Set((await sql.query<{ name: string }>(APPROVED)).map(({ name }) => name));
};

/** @throws AppError `invalid` naming the field, where the workspace refuses tags that nobody has agreed to */
export const refuseUnapproved = async (sql: Sql, tags: readonly string[], path: string): Promise<void> => {
  const approved = tags.length === 0 ? null : await readApprovedTags(sql);
  const refused = approved ? tags.filter((tag) => !approved.has(tag)) : [];
  if (refused.length === 0) return;
  const fields = refused.map(() => ({ path, code: 'unapproved_tag', message: 'a tag that nobody has agreed to' }));
  throw invalid(`Nobody has agreed to these tags: ${refused.join(', ')}.`, fields);
};
