import type { HttpSettings, Reads, SourceColumn } from '@wayfare/contracts';
import { readInstant } from '@wayfare/kernel';
import { Outgoing, type OutgoingAnswer } from '@wayfare/platform';
import type { ReadRequest, SourceDriver, SourcePreview, SourceRow, SourceTable } from '../driver.js';
import { codeOf, netProblem, SourceProblem, said } from '../problem.js';
import { at, type Item, isAfter, itemsOf } from './items.js';

type HttpReads = Extract<Reads, { path: string }>;

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_PAGES = 100_000;
const MOST_COLUMNS = 1000;
const readsOf = (reads: Reads): HttpReads => {
  if ('path' in reads) return reads;
  throw new SourceProblem('source_reads_wrong', 'An HTTP interface is read by path.');
};

const familyOf = (values: readonly string[]): SourceColumn['family'] => {
  if (values.length === 0) return 'text';
  if (values.every((value) => /^-?\d{1,15}(\.\d+)?$/.test(value))) return 'number';
  if (values.every((value) => value === 'true' || value === 'false')) return 'boolean';
  return values.every((value) => readInstant(value) !== null) ? 'instant' : 'text';
};

/**
 * An HTTP interface that answers with JSON. Pages are asked for one after the other; only the address that an admin typed is called: no redirect is
 * followed, and a next page must be on the same host, for the secret goes with each call.
 */
export class HttpDriver implements SourceDriver {
  readonly isOrdered = false;

  constructor(
    private readonly settings: HttpSettings,
    private readonly secret: string,
    private readonly allowPrivate: boolean,
  ) {}

  async test(): Promise<string> {
    const answer = await this.withOutgoing((outgoing) => this.call(outgoing, new URL(this.settings.url), [404, 405]));
    return `HTTP ${answer.status}`;
  }

  async tables(): Promise<readonly SourceTable[]> {
    return [];
  }

  async preview(reads: Reads, rows: number): Promise<SourcePreview> {
    const { items } = await this.withOutgoing((outgoing) => this.page(outgoing, readsOf(reads), this.firstUrl(readsOf(reads), null)));
    const names = [...new Set(items.flatMap((item) => Object.keys(item)))].slice(0, MOST_COLUMNS);
    const columns = names.map((name): SourceColumn => {
      const family = familyOf(items.flatMap((item) => (item[name] ? [item[name]] : [])));
      return { name, type: family, family };
    });
    return { columns, rows: items.slice(0, rows).map((item) => names.map((name) => item[name] ?? null)) };
  }

  async *read({ reads, columns, cursor }: ReadRequest): AsyncGenerator<readonly SourceRow[]> {
    const from = cursor?.from ?? null;
    for await (const items of this.pages(readsOf(reads), from)) {
      const rows = items.map((item) => ({
        cells: columns.map((name) => item[name] ?? null),
        cursor: cursor ? (item[cursor.column.name] ?? null) : null,
      }));
      // where the interface takes no cursor, what it gives again is left out here
      yield from === null ? rows : rows.filter((row) => row.cursor === null || !isAfter(from, row.cursor));
    }
  }

  private async *pages(reads: HttpReads, from: string | null): AsyncGenerator<Item[]> {
    const outgoing = this.outgoing();
    try {
      const visited = new Set<string>();
      let last = '';
      let url: URL | null = this.firstUrl(reads, from);
      for (let n = 0; url; n += 1) {
        if (visited.has(url.href) || n >= MOST_PAGES) throw endless();
        visited.add(url.href);
        const { items, answer, text } = await this.page(outgoing, reads, url);
        // an interface that does not know the parameter gives the same page for ever
        if (items.length > 0 && text === last) throw endless();
        last = text;
        yield items;
        url = this.nextUrl(reads, url, answer, items.length);
      }
    } finally {
      await outgoing.close();
    }
  }

  private firstUrl({ path, parameters, paging, cursorParameter }: HttpReads, from: string | null): URL {
    const url = this.below(path);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    if (paging.by === 'page') url.searchParams.set(paging.parameter, String(paging.first));
    if (paging.by === 'offset') url.searchParams.set(paging.parameter, '0');
    if (cursorParameter !== undefined && from !== null) url.searchParams.set(cursorParameter, from);
    return url;
  }

  private nextUrl({ paging }: HttpReads, url: URL, answer: unknown, count: number): URL | null {
    const next = new URL(url);
    switch (paging.by) {
      case 'none':
        return null;
      case 'link': {
        const link = at(answer, paging.path);
        return typeof link === 'string' && link !== '' ? this.sameHost(link, url) : null;
      }
      case 'mark': {
        const mark = at(answer, paging.path);
        if ((typeof mark !== 'string' && typeof mark !== 'number') || mark === '') return null;
        next.searchParams.set(paging.parameter, String(mark));
        return next;
      }
      case 'page':
        if (count === 0) return null;
        next.searchParams.set(paging.parameter, String(Number(url.searchParams.get(paging.parameter)) + 1));
        return next;
      case 'offset':
        if (count < paging.size) return null;
        next.searchParams.set(paging.parameter, String(Number(url.searchParams.get(paging.parameter)) + count));
        return next;
    }
  }

  private below(path: string): URL {
    const base = this.settings.url.endsWith('/') ? this.settings.url : `${this.settings.url}/`;
    const url = path === '' ? new URL(this.settings.url) : new URL(path.replace(/^\/+/, ''), base);
    return this.sameHost(url.href, new URL(base));
  }

  private sameHost(link: string, from: URL): URL {
    const url = URL.canParse(link, from.href) ? new URL(link, from.href) : null;
    if (url?.origin === new URL(this.settings.url).origin) return url;
    throw new SourceProblem(
      'source_pages',
      `${link.slice(0, 200)} is on another host than ${this.settings.url}; the secret does not go there.`,
    );
  }

  private async page(outgoing: Outgoing, reads: HttpReads, url: URL): Promise<{ items: Item[]; answer: unknown; text: string }> {
    const { text } = await this.call(outgoing, url, []);
    if (Buffer.byteLength(text) >= MOST_BYTES)
      throw new SourceProblem('source_too_large', `One answer is larger than ${MOST_BYTES / 1024 / 1024} MB: ask for smaller pages.`, {
        megabytes: MOST_BYTES / 1024 / 1024,
      });
    return { ...parsed(text, reads.items), text };
  }

  /** @param fine statuses that are answers here, though not good ones */
  private async call(outgoing: Outgoing, url: URL, fine: readonly number[]): Promise<OutgoingAnswer> {
    const { host, port } = { host: url.hostname, port: url.port || url.protocol.replace(':', '') };
    const { timeoutSeconds } = this.settings;
    const { target, headers } = this.signed(url);
    let answer: OutgoingAnswer;
    try {
      answer = await outgoing.send(target, { method: 'GET', headers, maxBytes: MOST_BYTES });
    } catch (error) {
      if (/TimeoutError|aborted due to timeout|_TIMEOUT/.test(`${said(error)} ${codeOf(error)}`))
        throw new SourceProblem('source_timeout', `${host} did not answer within ${timeoutSeconds} seconds.`, {
          host,
          seconds: timeoutSeconds,
        });
      const why = said(error);
      throw netProblem(error, { host, port }) ?? new SourceProblem('source_interrupted', `The call broke off: ${why}`, { host, port, why });
    }
    const { status } = answer;
    if ((status >= 200 && status < 300) || fine.includes(status)) return answer;
    throw statusProblem(status, host);
  }

  private signed(url: URL): { target: string; headers: Record<string, string> } {
    const { auth, authName, headers } = this.settings;
    const target = new URL(url);
    const all: Record<string, string> = { accept: 'application/json', ...headers };
    if (auth === 'bearer') all['authorization'] = `Bearer ${this.secret}`;
    if (auth === 'basic') all['authorization'] = `Basic ${Buffer.from(`${authName}:${this.secret}`).toString('base64')}`;
    if (auth === 'header') all[authName] = this.secret;
    if (auth === 'query') target.searchParams.set(authName, this.secret);
    return { target: target.href, headers: all };
  }

  private outgoing(): Outgoing {
    return new Outgoing({ allowPrivate: this.allowPrivate, timeoutMs: this.settings.timeoutSeconds * 1000 });
  }

  private async withOutgoing<T>(work: (outgoing: Outgoing) => Promise<T>): Promise<T> {
    const outgoing = this.outgoing();
    try {
      return await work(outgoing);
    } finally {
      await outgoing.close();
    }
  }
}

const endless = (): SourceProblem =>
  new SourceProblem('source_pages', 'The pages have no end: what one of them leads to was read already.');

const parsed = (text: string, path: string): { answer: unknown; items: Item[] } => {
  try {
    const answer: unknown = JSON.parse(text);
    return { answer, items: itemsOf(answer, path) };
  } catch (error) {
    if (error instanceof SourceProblem) throw error;
    // no JSON at all, or nested so deep that nobody can take it apart
    throw new SourceProblem('source_not_json', `The answer is no JSON: ${said(error)}`, { why: said(error) });
  }
};

const statusProblem = (status: number, host: string): SourceProblem => {
  if (status === 401 || status === 403)
    return new SourceProblem('source_login', `${host} does not let us in (HTTP ${status}).`, { host, user: '', why: `HTTP ${status}` });
  if (status === 429 || status >= 500) return new SourceProblem('source_busy', `${host} answers with HTTP ${status}.`, { host, status });
  return new SourceProblem('source_answer', `${host} answers with HTTP ${status}.`, { host, status });
};
