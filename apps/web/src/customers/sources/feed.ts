import type { FeedInput, ImportKind, Reads, Source, SourceFeed } from '@wayfare/contracts';
import type { Mapping } from '../imports/mapping.js';

export type ReadsWay = 'table' | 'query' | 'path';

/** What to read, while it is being chosen. */
export interface ReadsDraft {
  readonly way: ReadsWay;
  /** `schema.name`, as it stands in the list of tables. */
  readonly table: string;
  readonly query: string;
  readonly path: string;
  readonly items: string;
  readonly paging: Extract<Reads, { path: string }>['paging'];
  readonly cursorParameter: string;
}

const EMPTY: ReadsDraft = {
  ...{ way: 'table', table: '', query: '', path: '', items: '', cursorParameter: '' },
  paging: { by: 'none' },
};

export const keyOfTable = ({ schema, name }: { schema: string; name: string }): string => JSON.stringify([schema, name]);

const tableOf = (key: string): { schema: string; name: string } => {
  const [schema, name]: unknown[] = JSON.parse(key);
  return { schema: String(schema), name: String(name) };
};

export const readsDraftOf = (source: Source, feed: SourceFeed | null): ReadsDraft => {
  if (!feed) return { ...EMPTY, way: source.kind === 'http' ? 'path' : 'table' };
  const { reads } = feed;
  if ('table' in reads) return { ...EMPTY, way: 'table', table: keyOfTable(reads.table) };
  if ('query' in reads) return { ...EMPTY, way: 'query', query: reads.query };
  const { path, items, paging, cursorParameter = '' } = reads;
  return { ...EMPTY, way: 'path', path, items, paging, cursorParameter };
};

/** What is to be read, or null while that is not said. Parameters that the form does not show stay as they were. */
export const readsOf = (draft: ReadsDraft, before: Reads | null): Reads | null => {
  if (draft.way === 'table') return draft.table === '' ? null : { table: tableOf(draft.table) };
  if (draft.way === 'query') return draft.query.trim() === '' ? null : { query: draft.query };
  const { path, items, paging, cursorParameter } = draft;
  const parameters = before && 'path' in before ? before.parameters : {};
  return { path, items, paging, parameters, ...(cursorParameter.trim() === '' ? {} : { cursorParameter }) };
};

/** When and from where on it is read. */
export interface PlanDraft {
  readonly name: string;
  readonly cursor: string | null;
  readonly overlapSeconds: number;
  readonly cron: string | null;
  readonly consent: readonly string[];
}

export const feedInput = (reads: Reads, kind: ImportKind, mapping: Mapping, plan: PlanDraft): Omit<FeedInput, 'matching'> => ({
  name: plan.name,
  reads,
  kind,
  mapping: { ...mapping },
  consent: Object.fromEntries(plan.consent.map((channel) => [channel, true])),
  cursor: plan.cursor === null ? null : { column: plan.cursor, overlapSeconds: plan.overlapSeconds },
  cron: plan.cron,
});

/** Names that columns of the last change go by; the first that is there is offered as the cursor. */
const CHANGED = /^(updated|modified|changed|last_?(update|modif|change)|gmt_modified|mtime)/i;
export const guessCursor = (columns: readonly { readonly name: string; readonly family: string }[]): string | null =>
  columns.find(({ name, family }) => CHANGED.test(name) && family !== 'boolean')?.name ?? null;
