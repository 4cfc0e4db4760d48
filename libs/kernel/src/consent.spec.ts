import { consentKeyOf, type MessagePurpose, mayBeWrittenTo, purposeOfKey } from './consent.js';

const NEWS: MessagePurpose = { key: 'news', basis: 'agreement' };
const OFFERS: MessagePurpose = { key: 'offers', basis: 'objection' };
const INVOICES: MessagePurpose = { key: 'invoices', basis: 'service' };

describe('whether somebody may be written to', () => {
  it('is what they have said about the channel, where a message has no purpose', () => {
    expect(mayBeWrittenTo({ email: true }, 'email')).toBe(true);
    expect(mayBeWrittenTo({ email: false }, 'email')).toBe(false);
    expect(mayBeWrittenTo({ 'email:news': true, sms: true }, 'email')).toBe(false);
  });

  it('is what they have said about a purpose that wants to be agreed to, unless they have refused the channel', () => {
    expect(mayBeWrittenTo({ email: true }, 'email', NEWS)).toBe(false);
    expect(mayBeWrittenTo({ 'email:news': true }, 'email', NEWS)).toBe(true);
    expect(mayBeWrittenTo({ 'sms:news': true, 'email:offers': true }, 'email', NEWS)).toBe(false);
    expect(mayBeWrittenTo({ email: false, 'email:news': true }, 'email', NEWS)).toBe(false);
  });

  it('is what they have said about the channel, unless they have refused a purpose that may be refused', () => {
    expect(mayBeWrittenTo({ email: true }, 'email', OFFERS)).toBe(true);
    expect(mayBeWrittenTo({}, 'email', OFFERS)).toBe(false);
    expect(mayBeWrittenTo({ email: true, 'email:offers': false }, 'email', OFFERS)).toBe(false);
    expect(mayBeWrittenTo({ 'email:offers': true }, 'email', OFFERS)).toBe(true);
    expect(mayBeWrittenTo({ email: false, 'email:offers': true }, 'email', OFFERS)).toBe(false);
  });

  it('is certain for what is service, and never a matter of what an object has by nature', () => {
    expect(mayBeWrittenTo({ email: false }, 'email', INVOICES)).toBe(true);
    expect(mayBeWrittenTo({}, 'constructor', { key: 'news', basis: 'objection' })).toBe(false);
  });
});

it('a key of the ledger names a channel and a purpose, or a channel alone', () => {
  expect(purposeOfKey(consentKeyOf('email', 'news'))).toEqual({ channel: 'email', purpose: 'news' });
  expect(['email', ':news', 'email:', 'profiling'].map(purposeOfKey)).toEqual([null, null, null, null]);
});
