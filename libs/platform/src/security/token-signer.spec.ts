import { TokenSigner } from './token-signer.js';

const secret = Buffer.alloc(32, 1);
const clicks = new TokenSigner(secret, 'click');
const token = clicks.sign('7.42.https://shop.example/?q=雨');

describe('TokenSigner', () => {
  it('gives back what it signed', () => {
    expect(clicks.verify(token)).toBe('7.42.https://shop.example/?q=雨');
  });

  it('does not take a token made for another purpose or with another secret', () => {
    expect(new TokenSigner(secret, 'unsubscribe').verify(token)).toBeUndefined();
    expect(new TokenSigner(Buffer.alloc(32, 2), 'click').verify(token)).toBeUndefined();
  });

  it('does not take a token whose any one character was changed', () => {
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(clicks.verify(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
  });

  it('takes one spelling only, though base64 would decode others to the same bytes', () => {
    const last = token.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const others = [...alphabet].filter((letter) => letter !== last).map((letter) => token.slice(0, -1) + letter);
    for (const other of [...others, `${token}=`, `${token} `, `${token}.x`, ` ${token}`, token.replace('.', '..')]) {
      expect(clicks.verify(other)).toBeUndefined();
    }
  });

  it.each(['', '.', 'a', 'a.b', '..'])('refuses %j', (text) => {
    expect(clicks.verify(text)).toBeUndefined();
  });
});
