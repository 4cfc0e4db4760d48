import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError } from '@wayfare/kernel';
import { deriveKey } from './keys.js';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

const cannotOpen = (why: string, cause?: unknown): AppError =>
  new AppError(
    'secret_unreadable',
    503,
    `A stored secret cannot be opened: ${why}. Enter it again, or start with the WAYFARE_SECRET it was sealed with.`,
    { cause },
  );

/**
 * Seals secrets (passwords of connectors) for storage: AES-256-GCM under a key derived from the deployment's secret. A sealed text reads
 * `v1.<key id>.<iv, tag and cipher text in base64url>`; the key id tells which secret sealed it without telling anything of the secret.
 * `context` is bound in: a text sealed for one connector does not open as another's.
 */
export class SecretsBox {
  private readonly key: Buffer;
  readonly keyId: string;

  constructor(secret: Uint8Array) {
    this.key = deriveKey(secret, 'secrets-box');
    this.keyId = createHash('sha256').update(deriveKey(secret, 'secrets-box-id')).digest('hex').slice(0, 8);
  }

  seal(plain: string, context = ''): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${VERSION}.${this.keyId}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
  }

  /** @throws AppError `secret_unreadable` when it was sealed with another key, for another context, or was changed. */
  open(sealed: string, context = ''): string {
    const [version, keyId, body = ''] = sealed.split('.');
    if (version !== VERSION) throw cannotOpen('it is in no known form');
    if (keyId !== this.keyId) throw cannotOpen(`it was sealed with the key ${keyId}, this is ${this.keyId}`);
    const bytes = Buffer.from(body, 'base64url');
    try {
      const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw cannotOpen('it was changed, or belongs to something else', cause);
    }
  }
}
