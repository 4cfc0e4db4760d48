import type { Plan, Step } from '@wayfare/journey';
import type { Database } from '@wayfare/platform';
import type { CompiledTemplate } from '../templates/compile.js';
import type { TemplateStore } from '../templates/store.js';

/** How the messages of one node of one version are made. */
export interface Brief {
  readonly template: CompiledTemplate;
  readonly tracking: { readonly opens: boolean; readonly clicks: boolean };
}

const NO_TRACKING = { opens: false, clicks: false };
const KEPT = 500;

/** Reads of each node once how its messages are made: versions and revisions are frozen, so what was read stays true. */
export class Briefs {
  private readonly plans = new Map<string, Promise<Plan | undefined>>();

  constructor(
    private readonly database: Database,
    private readonly templates: TemplateStore,
  ) {}

  /** Undefined where the plan has no such node, or the template is gone. */
  async of(versionId: string, nodeId: string, timeZone: string): Promise<Brief | undefined> {
    const step = (await this.plan(versionId))?.steps[nodeId];
    if (!step || !isSending(step)) return undefined;
    const template = await this.templates.compiled(step.templateId, step.templateRevision, timeZone);
    return template && { template, tracking: step.kind === 'send' ? step.tracking : NO_TRACKING };
  }

  private plan(versionId: string): Promise<Plan | undefined> {
    const known = this.plans.get(versionId);
    if (known) return known;
    if (this.plans.size >= KEPT) this.plans.clear();
    const read = this.database
      .query<{ plan: Plan }>('SELECT plan FROM journey_versions WHERE id = $1', [versionId])
      .then(([row]) => row?.plan)
      .catch((error: unknown) => {
        this.plans.delete(versionId);
        throw error;
      });
    this.plans.set(versionId, read);
    return read;
  }
}

type Sending = Extract<Step, { templateId: string }>;
const isSending = (step: Step): step is Sending => step.kind === 'send' || step.kind === 'webhook';
