/** Somebody who was erased, as the ledger of erasures names them. */
export interface LedgerEntry {
  readonly customerId: string;
  readonly erasedAt: string;
  /** When they came: it tells them from somebody who got the same number after a restore. Absent in ledgers of before this was kept, and where it is not known any more. */
  readonly createdAt?: string | undefined;
}

/** What a ledger says; or the first line that can't be read, counted from 1. */
export type ReadLedger = { readonly entries: readonly LedgerEntry[] } | { readonly badLine: number };

export const LEDGER_HEAD = 'customerId,erasedAt,createdAt';
const HEAD = /^customerId,erasedAt(,createdAt)?$/;
const INSTANT = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z';
const LINE = new RegExp(`^(\\d{1,19}),(${INSTANT})(?:,(${INSTANT})?)?$`);

export const ledgerLine = ({ customerId, erasedAt, createdAt }: LedgerEntry): string => `${customerId},${erasedAt},${createdAt ?? ''}`;

/** Reads the ledger as it is downloaded, or kept beside the backups; who stands in it twice is named twice. */
export const readLedger = (text: string): ReadLedger => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (!HEAD.test(lines[0] ?? '')) return { badLine: 1 };
  const entries: LedgerEntry[] = [];
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line === '') continue;
    const [, customerId, erasedAt, createdAt] = LINE.exec(line) ?? [];
    const isInstant = [erasedAt, createdAt].every((instant) => instant === undefined || !Number.isNaN(Date.parse(instant)));
    if (customerId === undefined || erasedAt === undefined || !isInstant) return { badLine: at + 1 };
    entries.push({ customerId, erasedAt, ...(createdAt === undefined ? {} : { createdAt }) });
  }
  return { entries };
};
