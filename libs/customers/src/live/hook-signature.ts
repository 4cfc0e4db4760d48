import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signature is good for so long, in both directions: clocks go wrong, and nobody shall send again tomorrow what they have listened to today. */
const WINDOW_MS = 5 * 60_000;

const HEADER = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** The `Wayfare-Signature` of a body: `t=<unix seconds>,v1=<hex of HMAC-SHA256 over "t.body">`. */
export const signHook = (secret: string, body: string | Buffer, at: Date): string => {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex')}`;
};

/** Why a signature does not hold; null where it does. @param now by the machine's own clock, since senders have no other */
export const whyNotSigned = (secret: string, body: Buffer, header: string | undefined, now: Date): string | null => {
  if (header === undefined) return 'the header Wayfare-Signature is missing';
  const [, t = '', v1 = ''] = HEADER.exec(header) ?? [];
  if (v1 === '') return 'the header Wayfare-Signature is not t=<unix seconds>,v1=<64 hex digits>';
  const at = new Date(Number(t) * 1000);
  const expected = HEADER.exec(signHook(secret, body, at))?.[2] ?? '';
  if (!timingSafeEqual(Buffer.from(v1), Buffer.from(expected))) return 'the signature is not of this body with this secret';
  return Math.abs(now.getTime() - at.getTime()) > WINDOW_MS ? 'the signature is more than five minutes off' : null;
};
