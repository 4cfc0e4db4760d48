import { readFile } from 'node:fs/promises';
import { type Bootstrap, bootstrapSchema } from '@wayfare/platform';
import { z } from 'zod';
import type { Services } from './services.js';

/** Reads what a new installation is to begin with (decision 003); null where the configuration names no such file. */
export const readBootstrap = async (file: string | undefined): Promise<Bootstrap | null> => {
  if (file === undefined) return null;
  const read = bootstrapSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!read.success) throw new Error(`${file} does not hold: ${z.prettifyError(read.error)}`);
  return read.data;
};

/** Makes what is missing, at each start; what people have changed since stays as they made it. */
export const applyBootstrap = async ({ access }: Services, { email, password, token }: Bootstrap): Promise<void> => {
  await access.ensureAdmin({ email, password });
  await access.ensureStandaloneToken(token);
};
