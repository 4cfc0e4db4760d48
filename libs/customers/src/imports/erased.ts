import { createHash } from 'node:crypto';
import type { Sql } from '@wayfare/platform';
import { emailKey } from '../identity/keys.js';
import { normalisePhone } from '../identity/phone.js';
import { readIdentityRules } from '../identity/rules.js';
import type { Reject } from './reasons.js';

const READ = 'SELECT digest, named, is_external_id AS "isExternalId" FROM import_erasures WHERE import_id = $1';

/** Somebody whom a row names. */
interface Named {
  readonly externalId: string | null;
  readonly addresses: readonly (string | null)[];
}

interface ErasedRow {
  readonly digest: Buffer;
  readonly named: boolean;
  readonly isExternalId: boolean;
}

/** Somebody was erased while rows that may be theirs were being applied: who applies them begins again, as after any conflict. */
export class ErasedMeanwhile extends Error {
  readonly code = '40001';
}

/** As the statement that erases makes it of an external id or an address (erase.sql.ts). */
const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * Who was erased while a file waited or was applied: their rows are left out. Only digests of their keys are kept, and only until the import has ended.
 * A row is theirs by the rule by which customers are recognised: by its external id where both have one, else by an address.
 */
export class ErasedKeys {
  private readonly externalIds = new Set<string>();
  /** Of those who had an external id too, and of those who had none. */
  private readonly addresses = { named: new Set<string>(), unnamed: new Set<string>() };

  /** @param callingCode of phone numbers without a country code */
  constructor(
    rows: readonly ErasedRow[],
    private readonly callingCode: string,
  ) {
    for (const { digest, named, isExternalId } of rows) {
      const keys = isExternalId ? this.externalIds : named ? this.addresses.named : this.addresses.unnamed;
      keys.add(digest.toString('hex'));
    }
  }

  static async read(sql: Sql, importId: string): Promise<ErasedKeys> {
    const rows = await sql.query<ErasedRow>(READ, [importId]);
    return rows.length === 0 ? NOBODY_ERASED : new ErasedKeys(rows, (await readIdentityRules(sql)).callingCode);
  }

  get size(): number {
    return this.externalIds.size + this.addresses.named.size + this.addresses.unnamed.size;
  }

  has({ externalId, addresses }: Named): boolean {
    if (this.size === 0) return false;
    if (externalId !== null && this.externalIds.has(digestOf(externalId))) return true;
    const { named, unnamed } = this.addresses;
    return addresses.some((address) => {
      if (address === null) return false;
      const digest = digestOf(address);
      return unnamed.has(digest) || (externalId === null && named.has(digest));
    });
  }

  /** Rejected rows as they may be kept: one that shows a key of somebody erased says only what was wrong. */
  blank(rejects: readonly Reject[]): readonly Reject[] {
    if (this.size === 0) return rejects;
    return rejects.map((reject) => (this.shows(reject.raw) ? { ...reject, value: '', raw: '[]' } : reject));
  }

  private shows(raw: string): boolean {
    const cells: unknown = JSON.parse(raw);
    return Array.isArray(cells) && cells.some((cell) => typeof cell === 'string' && this.isKey(cell.trim()));
  }

  private isKey(cell: string): boolean {
    return [cell, emailKey(cell), normalisePhone(cell, this.callingCode) ?? cell].some((key) => {
      const digest = digestOf(key);
      return this.externalIds.has(digest) || this.addresses.named.has(digest) || this.addresses.unnamed.has(digest);
    });
  }
}

export const NOBODY_ERASED = new ErasedKeys([], '');
