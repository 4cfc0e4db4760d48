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
  readonly url: string;
  readonly auth: 'none' | 'bearer' | 'basic' | 'header' | 'query';
  readonly authName: string;
  readonly allowPrivate: boolean;
  /** null: the stored one stays. */
  readonly secret: string | null;
}

export const PORTS = { postgres: 5432, mysql: 3306, http: 443 } as const;

const EMPTY: ConnectionDraft = {
  ...{ kind: 'mysql', name: '', host: '', port: PORTS.mysql, database: '', user: '', tls: 'verified' },
  ...{ url: '', auth: 'none', authName: '', allowPrivate: false, secret: '' },
};

export const draftOf = (source: Source | null): ConnectionDraft => {
  if (!source) return EMPTY;
  const stored = { ...EMPTY, name: source.name, secret: source.hasSecret ? null : '' };
  return source.kind === 'http' ? { ...stored, kind: 'http', ...source.settings } : { ...stored, kind: source.kind, ...source.settings };
};

type Body = BodyOf<typeof routes.createSource>;

/** The draft as the api takes it; what the form does not show stays as it was. */
export const bodyOf = (draft: ConnectionDraft, source: Source | null): Body => {
  const { kind, name, allowPrivate, secret } = draft;
  const timeoutSeconds = source?.settings.timeoutSeconds ?? 300;
  const limits = { allowPrivate, timeoutSeconds, mostRows: source?.settings.mostRows ?? 5_000_000 };
  const own = { name, ...(secret === null ? {} : { secret }) };
  if (kind === 'http') {
    const { url, auth, authName } = draft;
    const headers = source?.kind === 'http' ? source.settings.headers : {};
    return { kind, ...own, settings: { url: url.trim(), auth, authName, headers, ...limits } };
  }
  const { host, port, database, user, tls } = draft;
  return { kind, ...own, settings: { host: host.trim(), port, database, user, tls, ...limits } };
};

export const isComplete = ({ kind, name, host, database, user, url }: ConnectionDraft): boolean =>
  name.trim() !== '' && (kind === 'http' ? url.trim() !== '' : [host, database, user].every((text) => text.trim() !== ''));
