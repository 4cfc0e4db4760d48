import { Access, Workspace } from '@wayfare/access';
import type { Core } from './core.js';

/** What the apps are told beyond the configuration. */
export interface Surroundings {
  /** The base address of the mail sink's HTTP view; null where this installation has none. */
  readonly mailbox: string | null;
}

/** Every service of the domain, made once for a process and knowing each other: api and worker run on the same ones. */
export interface Services {
  readonly access: Access;
  readonly workspace: Workspace;
}

export const buildServices = (core: Core, { mailbox }: Surroundings): Services => {
  const { database, clock, wall } = core;
  return {
    access: new Access({ database, clock, wall }),
    workspace: new Workspace({ database, clock, mailbox: mailbox !== null }),
  };
};
