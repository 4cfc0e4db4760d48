import { cancelForEnrollments, cancelForJourney } from '@wayfare/channels/testing';
import type { Database, Tx } from '@wayfare/platform';
import type { DispatcherPort, EnrollmentKey } from '../parts.js';

const DELIVER = `
  UPDATE messages SET state = 'sent', handed_at = $1
  WHERE state = 'queued' AND not_before <= $1 AND connector_id IN (SELECT id FROM connectors WHERE NOT paused)
    AND journey_id NOT IN (SELECT id FROM journeys WHERE state = 'paused')`;

/** Stands in for the dispatcher: what is queued and due is sent when it is asked for, unless its connector is paused. What is withdrawn is withdrawn by the real one. */
export class Mailing implements DispatcherPort {
  readonly cancelled: { stays: readonly EnrollmentKey[]; reason: string }[] = [];

  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  async request(): Promise<void> {
    for (const shard of this.database.eachShard) await shard.query(DELIVER, [this.now()]);
  }

  /** Pauses every connector, so that messages stay queued, or lets them go on. */
  async holdBack(paused: boolean): Promise<void> {
    await this.database.query('UPDATE connectors SET paused = $1', [paused]);
  }

  async due(now: Date): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT DISTINCT connector_id AS id FROM messages WHERE state = 'queued' AND not_before <= $1`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  async recoverLeases(): Promise<void> {
    // It never dies in the middle of a message.
  }

  async cancelForEnrollments(tx: Tx, stays: readonly EnrollmentKey[], reason: 'exited' | 'stopped' | 'duplicate'): Promise<void> {
    this.cancelled.push({ stays, reason });
    await cancelForEnrollments(tx, stays, reason);
  }

  async recallFromJourney(): Promise<void> {
    // It claims nothing ahead of sending it.
  }

  async cancelForJourney(tx: Tx, journeyId: string, reason: 'exited' | 'stopped'): Promise<void> {
    await cancelForJourney(tx, journeyId, reason);
  }
}
