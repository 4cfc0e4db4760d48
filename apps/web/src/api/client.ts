import type { Route } from '@wayfare/contracts';
import { AppError } from '@wayfare/kernel';
import { toApiError } from './problem.js';

const BASE = '/api/v1';

/** What a call takes; `query` and `body` are those of the route's schemas. */
export interface CallInput<Query, Body> {
  /** Fills `:id` of the path. */
  readonly id?: string | undefined;
  /** Fills `:nodeId` of the path. */
  readonly nodeId?: string | undefined;
  /** Fills `:number` of the path. */
  readonly number?: number | undefined;
  readonly query?: Query | undefined;
  readonly body?: Body | undefined;
  /** The parts of a multipart route. */
  readonly form?: FormData | undefined;
  /** The revision that a draft was read at: refused with 409 where it has moved on. */
  readonly ifMatch?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

let csrfToken: string | null = null;
/** The token of `GET /me`, which every write of a session carries. */
export const keepCsrfToken = (token: string | null): void => {
  csrfToken = token;
};

const queryOf = (query: unknown): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
};

/** Where a route lives, for links that the browser follows by itself (downloads, images). */
export const urlOf = <Query>(route: Route<Query, never, never> | Route<Query, undefined, undefined>, id?: string, query?: Query): string =>
  `${BASE}${route.path.replace(':id', encodeURIComponent(id ?? ''))}${queryOf(query)}`;

const headersOf = (input: CallInput<unknown, unknown>, writes: boolean): Headers => {
  const headers = new Headers({ accept: 'application/json', 'accept-language': document.documentElement.lang });
  if (input.body !== undefined) headers.set('content-type', 'application/json');
  if (writes && csrfToken !== null) headers.set('x-csrf-token', csrfToken);
  if (input.ifMatch !== undefined) headers.set('if-match', `"${input.ifMatch}"`);
  return headers;
};

const reach = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new AppError('offline', 503, 'The server can’t be reached.', { cause });
  }
};

/**
 * Calls a route of the interface, typed by its own schemas: `call(routes.journey, { id })`.
 * @throws ApiError where the api refuses, AppError `offline` where it can't be reached
 */
export const call = async <Query, Body, Reply>(route: Route<Query, Body, Reply>, input: CallInput<Query, Body> = {}): Promise<Reply> => {
  const path = route.path
    .replace(':id', encodeURIComponent(input.id ?? ''))
    .replace(':nodeId', encodeURIComponent(input.nodeId ?? ''))
    .replace(':number', String(input.number ?? ''));
  const url = `${BASE}${path}${queryOf(input.query)}`;
  const response = await reach(url, {
    method: route.method,
    credentials: 'same-origin',
    headers: headersOf(input, route.method !== 'GET'),
    body: input.form ?? (input.body === undefined ? null : JSON.stringify(input.body)),
    signal: input.signal ?? null,
  });
  if (!response.ok) throw await toApiError(response);
  // a reply is what the route's schema says: the api is held to it by its own tests
  const isNothing = response.status === 204 || route.reply === undefined;
  return isNothing ? (undefined as Reply) : ((await response.json()) as Reply);
};
