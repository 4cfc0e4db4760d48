import { createServer, type IncomingMessage } from 'node:http';
import { listen } from '@wayfare/platform';
import { mailboxPage, mailPage } from './pages.js';
import { readMail } from './read-mail.js';
import type { Spool } from './spool.js';

const LIMIT = 50;
const MOST = 500;

interface Answer {
  readonly status: number;
  readonly type: 'application/json' | 'text/html; charset=utf-8';
  readonly body: string;
}

const json = (value: unknown, status = 200): Answer => ({ status, type: 'application/json', body: JSON.stringify(value) });
const page = (body: string): Answer => ({ status: 200, type: 'text/html; charset=utf-8', body });
const NOT_FOUND = json({ error: 'not found' }, 404);

const wholeNumber = (text: string | null, fallback: number, most: number): number => {
  const value = Number(text ?? fallback);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : fallback;
};

const list = async (spool: Spool, query: URLSearchParams): Promise<Answer> => {
  const range = {
    limit: wholeNumber(query.get('limit'), LIMIT, MOST),
    before: wholeNumber(query.get('before'), Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  };
  const { entries, total } = spool.known.newest({ to: query.get('to') ?? undefined, ...range });
  return json({ items: await Promise.all(entries.map((entry) => readMail(spool, entry))), total });
};

const answer = async (spool: Spool, method: string, url: URL): Promise<Answer> => {
  const { pathname, searchParams } = url;
  if (pathname === '/messages' && method === 'DELETE') {
    await spool.clear();
    return json({ total: 0 });
  }
  if (method !== 'GET') return NOT_FOUND;
  if (pathname === '/stats') return json(spool.known.stats());
  if (pathname === '/messages') return list(spool, searchParams);
  const { entries, total } = spool.known.newest({ to: searchParams.get('to') ?? undefined, limit: LIMIT });
  if (pathname === '/') return page(mailboxPage(await Promise.all(entries.map((entry) => readMail(spool, entry))), total));
  const entry = spool.known.get(Number(/^\/messages\/(\d+)$/.exec(pathname)?.[1] ?? Number.NaN));
  return entry ? page(mailPage(await readMail(spool, entry))) : NOT_FOUND;
};

/** A page of another site may lead a browser here under another name; only this machine's own names are answered. */
const isLocal = ({ headers }: IncomingMessage): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');

/** Mails are shown without their scripts, and nothing in them may be fetched but pictures. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; frame-src 'self'",
  'x-content-type-options': 'nosniff',
};

/** The HTTP view of the sink on loopback: `/messages?to=&before=&limit=`, `/stats`, `DELETE /messages`, and pages for people. */
export const startMailView = async (spool: Spool, port = 0): Promise<{ port: number; close: () => Promise<void> }> => {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    (isLocal(request) ? answer(spool, request.method ?? 'GET', url) : Promise.resolve(json({ error: 'not from here' }, 403))).then(
      ({ status, type, body }) => response.writeHead(status, { ...HEADERS, 'content-type': type }).end(body),
      (error: unknown) => response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ error: String(error) })),
    );
  });
  const bound = await listen(server, port, '127.0.0.1');
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
