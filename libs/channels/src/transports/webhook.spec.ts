import { createHmac } from 'node:crypto';
import { freePort } from '@wayfare/platform';
import { whenFileEnds } from '@wayfare/platform/testing';
import { readSettingsOf, webhookSettingsSchema } from '../connectors/kinds.js';
import { type HookAnswer, startHook } from '../testing.js';
import type { Parcel } from './transport.js';
import { retryAfterMs, WebhookTransport } from './webhook.js';

const hook = await startHook();
whenFileEnds(() => hook.close());
const AT = new Date('2026-03-01T08:00:00Z');

const open = (settings: object = {}, allowPrivate = true): WebhookTransport => {
  const transport = new WebhookTransport(
    readSettingsOf(webhookSettingsSchema, { url: hook.url, ...settings }),
    { signingKey: 'key' },
    { now: () => AT },
    allowPrivate,
  );
  whenFileEnds(() => transport.close());
  return transport;
};
const parcel = (text: string): Parcel => ({
  id: '7-42',
  to: null,
  content: { subject: null, html: null, text },
  unsubscribeUrl: null,
  feedbackId: null,
});
beforeEach(() => hook.behave(() => ({ status: 204 })));

it('carries a JSON body, the message as idempotency key, and a signature that the receiver can check', async () => {
  const body = '{"name":"雨"}';
  expect(await open().send(parcel(body))).toEqual({ kind: 'delivered', ref: null });
  const call = hook.calls.at(-1);
  expect(call).toMatchObject({
    method: 'POST',
    body,
    headers: { 'idempotency-key': '7-42', 'content-type': 'application/json; charset=utf-8' },
  });
  const seconds = AT.getTime() / 1000;
  const expected = createHmac('sha256', 'key').update(`${seconds}.${body}`).digest('hex');
  expect(call?.headers['wayfare-signature']).toBe(`t=${seconds},v1=${expected}`);
});

describe('what an answer means', () => {
  const cases: [HookAnswer | 'drop', object][] = [
    [{ status: 200 }, { kind: 'delivered' }],
    [
      { status: 404, body: 'no such thing' },
      { kind: 'refused', error: 'HTTP 404: no such thing' },
    ],
    [{ status: 302, headers: { location: 'http://169.254.169.254/' } }, { kind: 'refused' }],
    [
      { status: 500, headers: { 'retry-after': '120' } },
      { kind: 'deferred', retryAfterMs: 120_000 },
    ],
    [
      { status: 429, headers: { 'retry-after': '30' } },
      { kind: 'down', retryAfterMs: 30_000 },
    ],
    [{ status: 503 }, { kind: 'down', retryAfterMs: null }],
    ['drop', { kind: 'deferred' }],
  ];
  it.each(cases)('%j', async (answer, outcome) => {
    hook.behave(() => answer);
    expect(await open().send(parcel('{}'))).toMatchObject(outcome);
  });

  it('nobody listens: everyone is affected', async () => {
    expect(await open({ url: `http://127.0.0.1:${await freePort()}/` }).send(parcel('{}'))).toMatchObject({ kind: 'down' });
  });

  it('no answer in time', async () => {
    const silent = await startHook();
    whenFileEnds(() => silent.close());
    silent.behave(() => ({ status: 200, headers: { 'content-length': '10' } }));
    expect(await open({ url: silent.url, timeoutSeconds: 1 }).send(parcel('{}'))).toMatchObject({ kind: 'deferred' });
  });
});

it('does not call an address in a private network, unless the admin allowed it', async () => {
  const before = hook.calls.length;
  expect(await open({}, false).send(parcel('{}'))).toMatchObject({ kind: 'down', error: expect.stringContaining('127.0.0.1') });
  expect(hook.calls).toHaveLength(before);
  expect(await open({ allowPrivate: true }, false).send(parcel('{}'))).toMatchObject({ kind: 'delivered' });
});

it('does not send a body that is no JSON', async () => {
  expect(await open().send(parcel('{"a": }'))).toMatchObject({ kind: 'unrenderable' });
});

it.each([
  ['120', 120_000],
  ['Sun, 01 Mar 2026 08:01:00 GMT', 60_000],
  ['Sun, 01 Mar 2026 07:00:00 GMT', 0],
  ['soon', null],
])('reads Retry-After: %s', (header, ms) => {
  expect(retryAfterMs(header, AT)).toBe(ms);
});
