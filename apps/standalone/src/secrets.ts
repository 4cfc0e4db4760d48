import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writePrivate } from './private-file.js';

const schema = z.object({ secret: z.string(), email: z.email(), password: z.string(), token: z.string() });

/** What is made once for an installation and kept in `secrets.json`: the key that seals and signs, the first admin, an API token. */
export type Secrets = z.infer<typeof schema>;

const make = (): Secrets => ({
  secret: randomBytes(32).toString('base64'),
  email: 'admin@wayfare.example',
  password: randomBytes(12).toString('base64url'),
  token: `wf_${randomBytes(24).toString('base64url')}`,
});

/** Reads the secrets of a data folder, or makes them where it is new. A file that was spoilt is never replaced: its key may seal stored passwords. */
export const loadSecrets = (dataFolder: string, given: string | undefined): { secrets: Secrets; isNew: boolean } => {
  const file = path.join(dataFolder, 'secrets.json');
  const isNew = !existsSync(file);
  if (isNew) writePrivate(file, { ...make(), ...(given ? { secret: given } : {}) });
  const read = schema.safeParse(readJson(file));
  if (!read.success)
    throw new Error(`${file} cannot be read as the secrets of this installation. Put back your copy of it, or begin with an empty folder.`);
  return { secrets: given ? { ...read.data, secret: given } : read.data, isNew };
};

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
