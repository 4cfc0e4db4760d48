import { createHmac } from 'node:crypto';

/**
 * `Wayfare-Signature: t=<seconds>,v1=<hex>`: HMAC-SHA-256 of `<seconds>.<body>` under the connector's signing key. The receiver computes the same,
 * compares in constant time, and refuses what is older than a few minutes, so that nobody can play a call back.
 */
export const signBody = (body: string, signingKey: string, at: Date): string => {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', signingKey).update(`${seconds}.${body}`).digest('hex')}`;
};
