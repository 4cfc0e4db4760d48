import type { Clock } from '@wayfare/kernel';
import { readSettings, type Sql } from '@wayfare/platform';
import { identityRulesIn, readIdentityRules } from '../identity/rules.js';
import { readApprovedTags } from '../profiles/approved-tags.js';
import { type CsvRecord, readRecords } from './csv/records.js';
import { compileMapping } from './mapping/mapping.js';
import type { Job } from './records.js';
import type { RowScene } from './rows/event-row.js';
import { compileFilters } from './rows/row-filter.js';
import type { FileFacts } from './rows/row-reader.js';
import { readFile } from './upload.js';

/** With the number of a row it must still be a key. */
const LONGEST_FILE_NAME = 150;

/** What the readers of its rows have to know of an import's file. */
export const factsOf = async (
  { kind, fileName, columns, mapping, structure, options }: Job,
  { database, clock }: { readonly database: Sql; readonly clock: Clock },
): Promise<FileFacts> => ({
  columns,
  mapped: compileMapping(kind, columns, mapping),
  hasNul: structure.hasNul,
  strayQuotes: new Set(structure.strayQuotes),
  hasErrors: structure.hasErrors,
  fileName: fileName.slice(-LONGEST_FILE_NAME),
  eventName: options.event ?? null,
  keeps: compileFilters(columns, options.filters ?? [], clock.now()),
  identity: await readIdentityRules(database),
  tags: await readApprovedTags(database),
  matching: { updateBy: options.updateBy, unknown: options.unknown, empty: options.empty },
});

/** The rows of the file that an import brought. */
export const recordsOf = (sql: Sql, { id, structure }: Job): AsyncGenerator<CsvRecord[]> => readRecords(readFile(sql, id), structure);

/** What cells are read by. */
export const readScene = async ({ database, clock }: { readonly database: Sql; readonly clock: Clock }): Promise<RowScene> => {
  const settings = await readSettings(database);
  const { timeZone, currency } = settings;
  return { now: clock.now(), timeZone, currency, callingCode: identityRulesIn(settings).callingCode };
};
