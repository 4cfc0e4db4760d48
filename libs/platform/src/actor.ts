import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditAction, AuditKind, Clock } from '@wayfare/kernel';
import type { Sql } from './database.js';

/** Who acts: `user:7`, `token:3`, or `system` where no person does. */
export type Actor = string;

const actors = new AsyncLocalStorage<Actor>();

/** Runs `work` on behalf of an actor; whatever it calls finds them through `currentActor`. */
export const actingAs = <T>(actor: Actor, work: () => T): T => actors.run(actor, work);

export const currentActor = (): Actor => actors.getStore() ?? 'system';

/** One change by a person or a script, for the audit trail. Secrets never go in here. */
export interface Change {
  readonly action: AuditAction;
  readonly kind: AuditKind;
  readonly id: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Writes a change to the audit trail in the transaction that makes it, so that neither exists without the other. */
export const recordChange = async (tx: Sql, clock: Clock, change: Change): Promise<void> => {
  await tx.query('INSERT INTO audit (at, actor, action, object_kind, object_id, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    clock.now(),
    currentActor(),
    change.action,
    change.kind,
    change.id,
    change.before === undefined ? null : JSON.stringify(change.before),
    change.after === undefined ? null : JSON.stringify(change.after),
  ]);
};
