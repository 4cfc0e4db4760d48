import type { Keys } from '../../identity/keys.js';
import type { NamedPerson } from '../../identity/known.js';
import type { CsvRecord } from '../csv/records.js';
import type { Reject } from '../reasons.js';
import type { Job } from '../records.js';
import { readConsentRow } from '../rows/consent-row.js';
import { customerRowReader } from '../rows/customer-row.js';
import { type Read, type RowScene, readEventRow } from '../rows/event-row.js';
import { readKeyRow } from '../rows/key-row.js';
import { readOrderRow } from '../rows/order-row.js';
import { readProductRow } from '../rows/product-row.js';
import type { FileFacts } from '../rows/row-reader.js';
import { MemberBytes } from '../values/members.js';

/** What a check has to know of a row: whom it names (a product nobody), or why it would be rejected. */
export interface CheckedRow {
  readonly record: CsvRecord;
  readonly person: NamedPerson | null;
  readonly rejects: readonly Reject[] | null;
}

const personOf = ({ externalId, emailKey, phone, others }: Omit<Keys, 'id'>): NamedPerson => ({
  externalId,
  others,
  emailKeys: emailKey === null ? [] : [emailKey],
  phones: phone === null ? [] : [phone],
});

/** Reads rows exactly as the import would, and keeps nothing of them but who they name. */
export const checkedRowReader = ({ kind }: Pick<Job, 'kind'>, facts: FileFacts, scene: RowScene): ((record: CsvRecord) => CheckedRow) => {
  const reading =
    <Row>(read: (record: CsvRecord, facts: FileFacts, scene: RowScene) => Read<Row>, whom: (row: Row) => Keys | null) =>
    (record: CsvRecord): CheckedRow => {
      const { row, rejects } = read(record, facts, scene);
      const keys = row === null ? null : whom(row);
      return { record, person: keys && personOf(keys), rejects };
    };
  switch (kind) {
    case 'customers':
      return customersReader(facts);
    case 'events':
      return reading(readEventRow, ({ customer }) => customer);
    case 'orders':
      return reading(readOrderRow, ({ customer }) => customer);
    case 'consents':
      return reading(readConsentRow, ({ customer }) => customer);
    case 'list':
      return reading(readKeyRow, ({ customer }) => customer);
    case 'products':
      return reading(readProductRow, () => null);
  }
};

const customersReader = (facts: FileFacts): ((record: CsvRecord) => CheckedRow) => {
  const read = customerRowReader(facts);
  const members = new MemberBytes();
  return (record) => {
    members.rewind(0);
    const { row, rejects } = read(record, members);
    if (row === null) return { record, person: null, rejects };
    return { record, person: { ...personOf(row), said: row.said }, rejects: null };
  };
};
