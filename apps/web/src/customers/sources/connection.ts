import type { BodyOf, routes, Source, SourceKind } from '@wayfare/contracts';

/** A connection while it is being typed. */
export interface ConnectionDraft {
  readonly kind: SourceKind;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly tls: 'verified' | 'encrypted' | 'off';
  /** Certificates in PEM; empty: those that everybody knows. */
  readonly ca: string;
  readonly url: string;
  readonly auth: 'none' | 'bearer' | 'basic' | 'header' | 'query';
  readonly authName: string;
  /** One on a line: `Name: value`. */
  readonly headers: string;
  readonly allowPrivate: boolean;
  readonly timeoutSeconds: number;
  readonly mostRows: number;
  /** null: the stored one stays. */
  readonly secret: string | null;
}

export const PORTS = { postgres: 5432, mysql: 3306, http: 443 } as const;

export const DEFAULTS = { timeoutSeconds: 300, mostRows: 5_000_000 } as const;

const EMPTY: ConnectionDraft = {
  ...{ kind: 'mysql', name: '', host: '', port: PORTS.mysql, database: '', user: '', tls: 'verified', ca: '' },
  ...{ url: '', auth: 'none', authName: '', headers: '', allowPrivate: false, secret: '', ...DEFAULTS },
};

export const draftOf = (source: Source | null): ConnectionDraft => {
  if (!source) return EMPTY;
  const stored = { ...EMPTY, name: source.name, secret: source.hasSecret ? null : '' };
  if (source.kind === 'http') return { ...stored, kind: 'http', ...source.settings, headers: headerLines(source.settings.headers) };
  return { ...stored, kind: source.kind, ...source.settings, ca: source.settings.ca ?? '' };
};

const headerLines = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** Lines of `Name: value` as headers; the number of the first line that is none, counted from one, where there is such a line. */
export const readHeaders = (lines: string): { readonly headers: Record<string, string>; readonly wrongLine: number | null } => {
  const headers: Record<string, string> = {};
  let wrongLine: number | null = null;
  for (const [at, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*:(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) wrongLine ??= at + 1;
    else headers[name] = value.trim();
  }
  return { headers, wrongLine };
};

type Body = BodyOf<typeof routes.createSource>;

/** The draft as the api takes it. */
export const bodyOf = (draft: ConnectionDraft): Body => {
  const { kind, name, allowPrivate, timeoutSeconds, mostRows, secret } = draft;
  const limits = { allowPrivate, timeoutSeconds, mostRows };
  const own = { name, ...(secret === null ? {} : { secret }) };
  if (kind === 'http') {
    const { url, auth, authName, headers } = draft;
    return { kind, ...own, settings: { url: url.trim(), auth, authName, headers: readHeaders(headers).headers, ...limits } };
  }
  const { host, port, database, user, tls } = draft;
  const ca = draft.ca.trim();
  return { kind, ...own, settings: { host: host.trim(), port, database, user, tls, ...(ca === '' ? {} : { ca }), ...limits } };
};

export const isComplete = ({ kind, name, host, database, user, url, headers }: ConnectionDraft): boolean =>
  name.trim() !== '' &&
  (kind === 'http'
    ? url.trim() !== '' && readHeaders(headers).wrongLine === null
    : [host, database, user].every((text) => text.trim() !== ''));
