import type { Keys } from '../../identity/keys.js';
import type { NamedPerson } from '../../identity/known.js';
import type { CsvRecord } from '../csv/records.js';
import type { Reject } from '../reasons.js';
import type { Job } from '../records.js';
import { readConsentRow } from '../rows/consent-row.js';
import { customerRowReader, type ImportedPerson } from '../rows/customer-row.js';
import { type Read, type RowScene, readEventRow } from '../rows/event-row.js';
import { readKeyRow } from '../rows/key-row.js';
import { type OrderRow, readOrderRow } from '../rows/order-row.js';
import { type ProductRow, readProductRow } from '../rows/product-row.js';
import type { FileFacts } from '../rows/row-reader.js';
import { MemberBytes } from '../values/members.js';

/** What a row says of something that may be there already. */
type Thing =
  | { readonly kind: 'customer'; readonly row: ImportedPerson }
  | { readonly kind: 'order'; readonly row: OrderRow }
  | { readonly kind: 'product'; readonly row: ProductRow };

/** What a check has to know of a row: whom it names (a product nobody), what it says, or why it would be rejected. */
export interface CheckedRow {
  readonly record: CsvRecord;
  readonly person: NamedPerson | null;
  readonly thing: Thing | null;
  readonly rejects: readonly Reject[] | null;
}

/** Reads rows exactly as the import would. */
export interface CheckedReader {
  read(record: CsvRecord): CheckedRow;
  /** What was read before is no longer needed. */
  forget(): void;
  /** Whether what was read has become so large that it is time to forget it. */
  isFull(): boolean;
}

/** Somebody by their keys. */
export const personOf = ({ externalId, emailKey, phone, others }: Omit<Keys, 'id' | 'email'>): NamedPerson => ({
  externalId,
  others,
  emailKeys: emailKey === null ? [] : [emailKey],
  phones: phone === null ? [] : [phone],
});

export const checkedRowReader = ({ kind }: Pick<Job, 'kind'>, facts: FileFacts, scene: RowScene): CheckedReader => {
  const reading = <Row>(
    read: (record: CsvRecord, facts: FileFacts, scene: RowScene) => Read<Row>,
    of: (row: Row) => Pick<CheckedRow, 'person' | 'thing'>,
  ): CheckedReader => ({
    read: (record) => {
      const { row, rejects } = read(record, facts, scene);
      return { record, ...(row === null ? { person: null, thing: null } : of(row)), rejects };
    },
    forget: () => undefined,
    isFull: () => false,
  });
  const whom = ({ customer }: { readonly customer: Keys }) => ({ person: personOf(customer), thing: null });
  switch (kind) {
    case 'customers':
      return customersReader(facts);
    case 'events':
      return reading(readEventRow, whom);
    case 'orders':
      return reading(readOrderRow, (row) => ({ person: null, thing: { kind: 'order', row } }));
    case 'consents':
      return reading(readConsentRow, whom);
    case 'list':
      return reading(readKeyRow, whom);
    case 'products':
      return reading(readProductRow, (row) => ({ person: null, thing: { kind: 'product', row } }));
  }
};

const MOST_ATTRIBUTE_BYTES = 8 * 1024 * 1024;

const customersReader = (facts: FileFacts): CheckedReader => {
  const read = customerRowReader(facts);
  const members = new MemberBytes();
  return {
    read: (record) => {
      const { row, rejects } = read(record, members);
      if (row === null) return { record, person: null, thing: null, rejects };
      return { record, person: null, thing: { kind: 'customer', row }, rejects: null };
    },
    forget: () => members.rewind(0),
    isFull: () => members.length >= MOST_ATTRIBUTE_BYTES,
  };
};
