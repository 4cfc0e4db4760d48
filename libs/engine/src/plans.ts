import type { Plan, Step } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';

const SELECT = 'SELECT id, journey_id AS "journeyId", number, plan FROM journey_versions WHERE id = ANY($1::bigint[])';

/** A published version as the engine runs it. */
export interface Version {
  readonly id: string;
  readonly journeyId: string;
  readonly number: number;
  readonly plan: Plan;
}

const KEPT = 500;

/** Plans by version. A version never changes, so what was read once is kept. */
export class Plans {
  private readonly kept = new Map<string, Version>();

  async of(sql: Sql, versionId: string): Promise<Version> {
    const version = (await this.all(sql, [versionId])).get(versionId);
    if (!version) throw new Error(`there is no version ${versionId}`);
    return version;
  }

  async all(sql: Sql, versionIds: readonly string[]): Promise<ReadonlyMap<string, Version>> {
    const missing = versionIds.filter((id) => !this.kept.has(id));
    const read = missing.length > 0 ? await sql.query<Version>(SELECT, [missing]) : [];
    const found = new Map([...versionIds.flatMap((id) => this.kept.get(id) ?? []), ...read].map((version) => [version.id, version]));
    for (const version of read) this.kept.set(version.id, version);
    for (const id of this.kept.keys()) if (this.kept.size > KEPT) this.kept.delete(id);
    return found;
  }
}

export const stepOf = (plan: Plan, nodeId: string): Step => {
  const step = plan.steps[nodeId];
  if (!step) throw new Error(`the plan has no step ${nodeId}`);
  return step;
};
