import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Connector } from '@wayfare/contracts';
import { type FieldError, invalid } from '@wayfare/kernel';
import type { SmtpSettings } from './kinds.js';

export const DKIM_KEY = 'dkimPrivateKey';
/** Long enough for every receiver, short enough for the DNS of every registrar (RFC 8301). */
const MODULUS_BITS = 2048;
const LEAST_BITS = 1024;

const makeKeyPair = promisify(generateKeyPair);

const readKey = (pem: string): KeyObject | null => {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_BITS ? key : null;
  } catch {
    return null;
  }
};

/** A new private key (PEM, PKCS #8). */
export const newDkimKey = async (): Promise<string> =>
  (await makeKeyPair('rsa', { modulusLength: MODULUS_BITS })).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** What a connector signs its mails with (RFC 6376); null where it does not. */
export interface Dkim {
  readonly domainName: string;
  readonly keySelector: string;
  readonly privateKey: string;
}

export const dkimOf = ({ dkimDomain, dkimSelector }: Partial<SmtpSettings>, secrets: Readonly<Record<string, string>>): Dkim | null => {
  const privateKey = secrets[DKIM_KEY];
  return dkimDomain === undefined || dkimSelector === undefined || privateKey === undefined
    ? null
    : { domainName: dkimDomain, keySelector: dkimSelector, privateKey };
};

const problem = (path: string, code: string, message: string): FieldError => ({ path, code, message });

/**
 * Domain, selector and key belong together: a mail that an administrator believes to be signed must not leave unsigned.
 * @throws AppError `invalid`
 */
export const checkDkim = (settings: Partial<SmtpSettings>, secrets: Readonly<Record<string, string>>): void => {
  const { dkimDomain, dkimSelector } = settings;
  const key = secrets[DKIM_KEY];
  const fields: FieldError[] = [];
  if (key !== undefined && readKey(key) === null)
    fields.push(problem(`secrets.${DKIM_KEY}`, 'not_a_key', 'This is no RSA private key in PEM of at least 1024 bits.'));
  if (dkimDomain === undefined && dkimSelector !== undefined) fields.push(problem('settings.dkimDomain', 'required', 'Required.'));
  if (dkimSelector === undefined && dkimDomain !== undefined) fields.push(problem('settings.dkimSelector', 'required', 'Required.'));
  if (dkimDomain !== undefined && dkimSelector !== undefined && key === undefined)
    fields.push(problem(`secrets.${DKIM_KEY}`, 'required', 'Required.'));
  if (fields.length > 0) throw invalid(`The DKIM signature can't be made: ${fields.map(({ path }) => path).join(', ')}.`, fields);
};

/** The DNS record by which receivers check the signature. Its value is public; it is made from the key each time, so that the two can't part. */
export const dkimRecordOf = (dkim: Dkim | null): Connector['dkimRecord'] => {
  const key = dkim && readKey(dkim.privateKey);
  if (!key) return null;
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  return { name: `${dkim.keySelector}._domainkey.${dkim.domainName}`, value: `v=DKIM1; k=rsa; p=${publicKey}` };
};
