import type { BodyOf, ReplyOf, routes } from '@wayfare/contracts';
import type { Clock } from '@wayfare/kernel';
import { type Database, recordChange } from '@wayfare/platform';
import type { Computations } from '../computed/computations.js';
import { DROP_RULE, FEEDS, RULES, WRITE_RULE } from './rules.sql.js';
import { SETTLING } from './settling.js';

/** Which sources of attributes go before which. */
export class AttributeRules {
  constructor(
    private readonly deps: {
      readonly database: Database;
      readonly clock: Clock;
      readonly computations: Pick<Computations, 'askIn' | 'latest' | 'resume'>;
    },
  ) {}

  async attributeRules(): Promise<ReplyOf<typeof routes.attributeRules>> {
    const { database, computations } = this.deps;
    const items = await database.query<{ name: string | null; sources: string[] }>(RULES);
    const feeds = await database.query<{ source: string; name: string }>(FEEDS);
    const { latest } = await computations.latest(SETTLING);
    const isOpen = latest?.state === 'queued' || latest?.state === 'running';
    return { items, feeds, run: isOpen ? { done: latest.stepsDone, total: latest.stepsTotal } : null };
  }

  /** Changes one rule. Customers are brought in line by a run that is asked for in the same transaction, so that neither is without the other. */
  async changeAttributeRule({
    name,
    sources,
  }: BodyOf<typeof routes.changeAttributeRule>): Promise<ReplyOf<typeof routes.changeAttributeRule>> {
    const { database, clock, computations } = this.deps;
    await database.transaction(async (tx) => {
      const rules = await tx.query<{ name: string | null; sources: string[] }>(RULES);
      const before = rules.find((rule) => rule.name === name)?.sources ?? [];
      if (sources.length === 0) await tx.query(DROP_RULE, [name ?? '']);
      else await tx.query(WRITE_RULE, [name ?? '', sources, clock.now()]);
      await recordChange(tx, clock, {
        action: 'updated',
        kind: 'attribute_rule',
        id: name ?? '',
        before: { sources: before },
        after: { sources },
      });
      await computations.askIn(tx, SETTLING, 'all', 'person');
    });
    await computations.resume();
    return this.attributeRules();
  }
}
