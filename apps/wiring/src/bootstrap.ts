import { readFile } from 'node:fs/promises';
import { AppError } from '@wayfare/kernel';
import { type Bootstrap, bootstrapSchema } from '@wayfare/platform';
import { z } from 'zod';
import type { Core } from './core.js';
import type { Services } from './services.js';

/** Reads what a new installation is to begin with (decision 003); null where the configuration names no such file. */
export const readBootstrap = async (file: string | undefined): Promise<Bootstrap | null> => {
  if (file === undefined) return null;
  const read = bootstrapSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!read.success) throw new Error(`${file} does not hold: ${z.prettifyError(read.error)}`);
  return read.data;
};

/** What the sink's mails come from until an administrator says otherwise. */
const FIRST_SENDER = 'Wayfare <hello@wayfare.example>';

/** Makes what is missing, at each start; what people have changed since stays as they made it. */
export const applyBootstrap = async (services: Services, { config }: Core, bootstrap: Bootstrap | null): Promise<void> => {
  const { access, workspace, connectors, demo } = services;
  await workspace.ensureSettings();
  if (bootstrap) {
    await access.ensureAdmin(bootstrap);
    await access.ensureStandaloneToken(bootstrap.token);
  }
  const smtpUrl = bootstrap?.smtpUrl ?? config.smtpUrl;
  if (smtpUrl) await connectors.ensureDefaultSmtp(smtpUrl, FIRST_SENDER);
  if (config.demo) await demo.loadDemo().catch(unlessThere);
};

/** A workspace that has something in it already, be it the demo data, stays as it is. */
const unlessThere = (error: unknown): void => {
  if (!(error instanceof AppError && error.code === 'not_empty')) throw error;
};
