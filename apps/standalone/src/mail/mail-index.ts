/** Where one mail stands in the spool. */
export interface Entry {
  readonly id: number;
  readonly offset: number;
  readonly length: number;
  readonly receivedAt: number;
  readonly to: readonly string[];
}

const SEPARATOR = '\t';

/** One line of the index file; addresses in SMTP hold neither tabs nor line ends. */
export const toLine = ({ offset, length, receivedAt, to }: Omit<Entry, 'id'>): string =>
  `${[offset, length, receivedAt, ...to].join(SEPARATOR)}\n`;

/** Reads a line back; undefined for the torn last line of a crash. */
export const fromLine = (line: string): Omit<Entry, 'id'> | undefined => {
  const [offset, length, receivedAt, ...to] = line.split(SEPARATOR);
  const numbers = [Number(offset), Number(length), Number(receivedAt)];
  if (to.length === 0 || !numbers.every((value) => Number.isSafeInteger(value))) return undefined;
  return { offset: Number(offset), length: Number(length), receivedAt: Number(receivedAt), to };
};

export interface MailStats {
  readonly total: number;
  readonly recipients: number;
  readonly maxPerRecipient: number;
}

/** How many of ascending ids are smaller than one. */
const placeOf = (ids: readonly number[], id: number): number => {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? id) < id) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * What the sink knows of each mail without reading it: a few numbers in flat arrays and, for each recipient, the ids of their mails. A hundred
 * thousand mails take some ten megabytes, whatever their size.
 */
export class MailIndex {
  private readonly numbers: number[] = [];
  private readonly recipients: string[][] = [];
  private readonly byRecipient = new Map<string, number[]>();
  private most = 0;

  get total(): number {
    return this.recipients.length;
  }

  add({ offset, length, receivedAt, to }: Omit<Entry, 'id'>): void {
    const id = this.recipients.length;
    this.numbers.push(offset, length, receivedAt);
    this.recipients.push([...to]);
    for (const recipient of new Set(to.map((address) => address.toLowerCase()))) {
      const ids = this.byRecipient.get(recipient) ?? [];
      if (ids.length === 0) this.byRecipient.set(recipient, ids);
      ids.push(id);
      this.most = Math.max(this.most, ids.length);
    }
  }

  get(id: number): Entry | undefined {
    const to = this.recipients[id];
    const [offset, length, receivedAt] = this.numbers.slice(id * 3, id * 3 + 3);
    if (!to || offset === undefined || length === undefined || receivedAt === undefined) return undefined;
    return { id, offset, length, receivedAt, to };
  }

  /**
   * The newest first, for one recipient or for all.
   * @param options.before only mails older than the one of this id: mails that come in between two pages shift nothing
   */
  newest(options: { to?: string | undefined; limit: number; before?: number | undefined }): { entries: Entry[]; total: number } {
    const ids = options.to === undefined ? undefined : (this.byRecipient.get(options.to.toLowerCase()) ?? []);
    const total = ids ? ids.length : this.total;
    const { before = this.total } = options;
    const entries: Entry[] = [];
    for (let at = (ids ? placeOf(ids, before) : Math.min(before, total)) - 1; at >= 0 && entries.length < options.limit; at -= 1) {
      const entry = this.get(ids ? (ids[at] ?? -1) : at);
      if (entry) entries.push(entry);
    }
    return { entries, total };
  }

  stats(): MailStats {
    return { total: this.total, recipients: this.byRecipient.size, maxPerRecipient: this.most };
  }
}
