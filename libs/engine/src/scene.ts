import { readSettings, type Sql } from '@wayfare/platform';
import type { Hints } from './hints.js';
import type { Scene } from './nodes/handler.js';
import type { Version } from './plans.js';
import { rulesOf } from './rules.js';

/** The journey's zone, else the workspace's. */
export const zoneOf = async (sql: Sql, version: Version): Promise<string> =>
  version.plan.settings.timeZone ?? (await readSettings(sql)).timeZone;

export const sceneOf = (tx: Sql, now: Date, version: Version, hints: Hints, { isSkipping = false } = {}): Scene => ({
  tx,
  now,
  version,
  shard: hints.shard,
  isSkipping,
  zone: () => zoneOf(tx, version),
  rules: async () => rulesOf(version, await readSettings(tx)),
  decided: (connectorId, messages) => {
    hints.connectors.add(connectorId);
    hints.messages += messages;
  },
  handedOver: (cohortId) => hints.handOver(cohortId),
});
