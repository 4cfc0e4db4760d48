import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from './keys.js';

/** 128 bits: nobody guesses it, and links stay short. */
const SIGNATURE_BYTES = 16;

/**
 * Signs what stands in public links: `<payload>.<signature>`, both base64url. Each purpose has a key of its own, so an unsubscribe token
 * never passes as a click. Only the one canonical spelling of a token is taken: base64url text that decodes to the same bytes is refused.
 */
export class TokenSigner {
  private readonly key: Buffer;

  constructor(secret: Uint8Array, purpose: string) {
    this.key = deriveKey(secret, `token/${purpose}`);
  }

  sign(payload: string): string {
    const body = Buffer.from(payload, 'utf8').toString('base64url');
    return `${body}.${this.signature(body)}`;
  }

  /** The payload, or undefined for anything that `sign` did not give. */
  verify(token: string): string | undefined {
    const [body, signature, ...rest] = token.split('.');
    if (body === undefined || signature === undefined || rest.length > 0) return undefined;
    if (!isSame(signature, this.signature(body))) return undefined;
    return Buffer.from(body, 'base64url').toString('utf8');
  }

  private signature(body: string): string {
    return createHmac('sha256', this.key).update(body).digest().subarray(0, SIGNATURE_BYTES).toString('base64url');
  }
}

/** Compares the texts themselves, in constant time for texts of one length. */
const isSame = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')];
  return a.length === b.length && timingSafeEqual(a, b);
};
