import type { Stall, SystemState } from '@wayfare/contracts';
import type { ClockPort, Metrics, Queues, Sql } from '@wayfare/platform';
import { readChecks } from './checks.js';
import { readStalls } from './stalls.js';

export interface WatchDeps {
  readonly database: Sql;
  readonly clock: Pick<ClockPort, 'now'>;
  readonly queues: Pick<Queues, 'ping'>;
}

const countOf = (stalls: readonly Stall[], what: Stall['what']): number =>
  stalls.reduce((sum, stall) => sum + (stall.what === what ? stall.count : 0), 0);

/** Says how the engine stands to whoever looks after it: an administrator's page, and a monitor. It only reads. */
export class Watch {
  constructor(private readonly deps: WatchDeps) {}

  async system(): Promise<SystemState> {
    const { database, clock } = this.deps;
    const { checks, seenAt, isWorking } = await readChecks(database);
    const stalls = await readStalls(database, clock.now());
    const hasQueue = await this.answers();
    return {
      worker: { isWorking, seenAt: seenAt?.toISOString() ?? null },
      checks: [...checks],
      stalls: stalls.map((stall) => (stall.why === 'worker_gone' && !hasQueue ? { ...stall, why: 'queue_away' } : stall)),
    };
  }

  /** What `/metrics` tells of it; that it can't be known where the database is away. */
  measure(metrics: Metrics): void {
    const { database, clock } = this.deps;
    const stalls = async (what: Stall['what']) => countOf(await readStalls(database, clock.now()), what);
    const differences = async () => (await readChecks(database)).checks.reduce((sum, check) => sum + check.differences.length, 0);
    const gauge = (name: string, help: string, read: () => Promise<number>): void =>
      metrics.gauge(name, help, () => read().catch(() => Number.NaN));
    gauge('stalled_people', 'People whose time was up more than ten minutes ago, in running journeys', () => stalls('people'));
    gauge('stalled_messages', 'Messages that should have left more than ten minutes ago and that nobody has in hand', () =>
      stalls('messages'),
    );
    gauge('conservation_differences', 'Nodes at which the last self-checks counted people who were lost or made', differences);
  }

  private answers(): Promise<boolean> {
    return this.deps.queues.ping().then(
      () => true,
      () => false,
    );
  }
}
