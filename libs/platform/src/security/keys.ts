import { hkdfSync } from 'node:crypto';

/** A 32-byte key for one purpose, derived from the deployment's secret, so that no two purposes share a key (HKDF, RFC 5869). */
export const deriveKey = (secret: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), `wayfare/${purpose}`, 32));
