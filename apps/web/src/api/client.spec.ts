import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { routes } from '@wayfare/contracts';
import i18next from 'i18next';
import { speak } from '../testing/language.js';
import { call, keepCsrfToken } from './client.js';
import { ApiError, explain } from './problem.js';

let asked: { url: string; init: RequestInit }[];
let answer: { status: number; body: unknown };
const headers = (): Headers => new Headers(asked[0]?.init.headers);
const refusal = async (): Promise<unknown> => call(routes.journey, { id: '7' }).catch((error: unknown) => error);

beforeAll(async () => {
  await speak('en');
});
beforeEach(() => {
  asked = [];
  answer = { status: 200, body: {} };
  keepCsrfToken(null);
  globalThis.fetch = async (url, init) => {
    asked.push({ url: String(url), init: init ?? {} });
    return { ok: answer.status < 400, status: answer.status, statusText: 'Refused', json: async () => answer.body } as Response;
  };
});

describe('a call', () => {
  it('fills in path and query, and leaves out what is not asked', async () => {
    await call(routes.nodePeople, { id: '7', query: { node: 'n 1', what: 'here', cursor: undefined } });
    expect(asked[0]?.url).toBe('/api/v1/journeys/7/people?node=n+1&what=here');
  });

  it('carries the session’s token when it writes, and never when it reads', async () => {
    keepCsrfToken('secret');
    await call(routes.renameJourney, { id: '7', body: { name: 'N' } });
    expect(headers().get('x-csrf-token')).toBe('secret');
    asked = [];
    await call(routes.journey, { id: '7' });
    expect(headers().get('x-csrf-token')).toBeNull();
  });

  it('names the revision that a draft was read at', async () => {
    await call(routes.saveDraft, { id: '7', body: { graph: { nodes: [], edges: [], settings: {} } }, ifMatch: 4 });
    expect(headers().get('if-match')).toBe('"4"');
  });

  it('answers nothing where the api does', async () => {
    answer = { status: 204, body: null };
    expect(await call(routes.deleteJourney, { id: '7' })).toBeUndefined();
  });

  it('answers nothing where something is only carried out later, and does not look for words', async () => {
    const json = async (): Promise<unknown> => JSON.parse('');
    globalThis.fetch = async () => ({ ok: true, status: 202, json }) as Response;
    for (const route of [routes.computeTraits, routes.computeValue]) expect(await call(route)).toBeUndefined();
  });
});

describe('a refusal', () => {
  it('keeps code, status and whatever it carries besides', async () => {
    answer = {
      status: 409,
      body: { type: 'about:blank', title: 'Conflict', status: 409, code: 'draft_moved_on', detail: 'moved', revision: 9 },
    };
    const error = await refusal();
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'draft_moved_on', status: 409, body: { revision: 9 } });
  });

  it('is told in the reader’s language where the code is known, else in the api’s words', async () => {
    const t = i18next.getFixedT('zh-CN');
    answer = { status: 404, body: { code: 'not_found', detail: 'There is no journey 7.' } };
    expect(explain(await refusal(), t)).toBe('找不到它了，可能已被删除。');
    answer = { status: 422, body: { code: 'from_the_future', detail: 'Not today.' } };
    expect(explain(await refusal(), t)).toBe('Not today.');
  });

  it('that is no problem document is still a sentence', async () => {
    answer = { status: 502, body: null };
    expect(explain(await refusal(), i18next.getFixedT('en'))).toMatch(/not available/);
  });

  it('of the network says so', async () => {
    globalThis.fetch = async () => {
      throw new TypeError('fetch failed');
    };
    expect(explain(await refusal(), i18next.getFixedT('en'))).toMatch(/can’t be reached/);
  });
});
