import { SecretsBox } from './secrets-box.js';

const box = new SecretsBox(Buffer.alloc(32, 1));

describe('SecretsBox', () => {
  it('opens what it sealed, in any script', () => {
    expect(box.open(box.seal('пароль 密码 🔑', 'connector:1'), 'connector:1')).toBe('пароль 密码 🔑');
  });

  it('seals the same text differently each time', () => {
    expect(box.seal('a')).not.toBe(box.seal('a'));
  });

  it('does not open with another secret, and says which key it needs', () => {
    const other = new SecretsBox(Buffer.alloc(32, 2));
    expect(() => other.open(box.seal('a'))).toThrow(box.keyId);
    expect(other.keyId).not.toBe(box.keyId);
  });

  it('does not open what was sealed for something else', () => {
    expect(() => box.open(box.seal('a', 'connector:1'), 'connector:2')).toThrow('secret');
  });

  it.each([0, 12, 28])('does not open when byte %i was changed', (at) => {
    const [version, keyId, body = ''] = box.seal('secret').split('.');
    const bytes = Buffer.from(body, 'base64url');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(() => box.open([version, keyId, bytes.toString('base64url')].join('.'))).toThrow('secret');
  });

  it.each(['', 'v1', 'v2.x.y', 'plain'])('refuses %j', (text) => {
    expect(() => box.open(text)).toThrow('secret');
  });
});
