import { expiryOf, type SendStep, type WebhookStep } from '@wayfare/journey';
import { consentKeyOf } from '@wayfare/kernel';
import type { Cohort } from '../../cohorts/cohort.js';
import type { Scene } from '../handler.js';
import { EXPIRE, EXPIRE_LATE, ONLY_THE_FIRST, sendStatement, TELL } from './outbox.sql.js';
import { holdToCaps } from './pressure.js';
import { timesOf } from './times.js';

/** Where a channel reaches a person. A channel without an address of its own on the record reaches nobody. */
export const addressOf = (channel: string): string => {
  if (channel === 'email') return 'c.email';
  return channel === 'sms' ? 'c.phone' : 'NULL::text';
};

/** Writes the messages of a step. The table's key makes each of them once, whatever happens to the step. */
export const writeMessages = async (step: SendStep | WebhookStep, cohort: Cohort, scene: Scene): Promise<void> => {
  const channel = step.kind === 'send' ? step.channel : 'webhook';
  const once = cohort.switchedAt === null ? '' : ONLY_THE_FIRST;
  const decided = [cohort.id, cohort.versionId, step.id, step.connectorId, channel, scene.now];
  if (step.kind === 'send') {
    const rules = await scene.rules();
    const { timing, parameters } = await timesOf(step, cohort, rules, scene);
    const given = [...decided, step.ignoreCaps, ...parameters];
    const purpose = step.purpose ? { basis: step.purpose.basis, key: given.length + 1, consentKey: given.length + 2 } : null;
    const named = step.purpose ? [step.purpose.key, consentKeyOf(channel, step.purpose.key)] : [];
    await scene.tx.query(`${sendStatement(addressOf(channel), timing, purpose)} ${once}`, [...given, ...named]);
    if (!scene.isSkipping) await holdToCaps(step, cohort, rules, scene);
    const expiry = expiryOf(step, scene.now);
    if (expiry) await scene.tx.query(EXPIRE_LATE, [cohort.journeyId, cohort.id, step.id, scene.now, expiry]);
  } else await scene.tx.query(`${TELL} ${once}`, decided);
  if (scene.isSkipping) await scene.tx.query(EXPIRE, [cohort.journeyId, cohort.id, step.id, scene.now]);
  scene.decided(step.connectorId, cohort.people);
};
