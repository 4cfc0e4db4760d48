import { type ClockPort, type Database, readSettings, type WorkspaceSettings } from '@wayfare/platform';
import type { Brief, Briefs } from './briefs.js';
import { type Claimed, publicIdOf, type Verdict, verdictOn } from './claimed.js';
import type { MessageGate } from './gate.js';
import type { RunLedger } from './ledger.js';
import type { Outcome } from './outcome.js';

/** A message that may leave, and how it is made. */
export interface Ready {
  readonly message: Claimed;
  readonly brief: Brief;
}

export interface Judged {
  readonly message: Claimed;
  readonly outcome: Outcome;
}

export interface Claim {
  readonly size: number;
  readonly ready: readonly Ready[];
  /** Those that may not leave, or can't be made. */
  readonly judged: readonly Judged[];
  readonly settings: WorkspaceSettings;
}

export interface JudgeParts {
  readonly database: Database;
  readonly clock: ClockPort;
  readonly ledger: RunLedger;
  readonly briefs: Briefs;
  readonly gate: MessageGate;
  /** The connector's revision as it was opened. */
  readonly revision: number;
}

/** Whether the connector may go on being used as it was opened: it is there, unchanged, not paused, and its provider is not being left alone. */
const isOpen = async ({ ledger, revision }: JudgeParts, now: Date): Promise<boolean> => {
  const health = await ledger.health();
  if (!health || health.paused) return false;
  return health.revision === revision && (health.retryAt === null || health.retryAt <= now);
};

const askGate = async ({ gate, database }: JudgeParts, messages: readonly Claimed[]): Promise<ReadonlyMap<string, Verdict>> => {
  if (messages.length === 0) return new Map();
  return gate.blocked(
    database,
    messages.map((message) => ({ ...message, key: publicIdOf(message) })),
  );
};

const outcomeOf = (verdict: Verdict): Outcome => {
  if (verdict === 'released') return { kind: 'released' };
  return typeof verdict === 'string' ? { kind: 'blocked', reason: verdict } : { kind: 'put_off', ...verdict };
};

/** Claims up to `most` due messages and asks of each whether it may leave; null where the connector is closed to this run. */
export const claimAndJudge = async (parts: JudgeParts, most: number): Promise<Claim | null> => {
  await parts.clock.sync();
  const now = parts.clock.now();
  if (!(await isOpen(parts, now))) return null;
  const settings = await readSettings(parts.database);
  const messages = await parts.ledger.claim(now, most);
  const gate = await askGate(parts, messages);
  const ready: Ready[] = [];
  const judged: Judged[] = [];
  for (const message of messages) {
    const verdict = verdictOn(message, gate.get(publicIdOf(message)), settings);
    const brief = verdict === null ? await parts.briefs.of(message.versionId, message.nodeId, settings.timeZone) : undefined;
    if (brief) ready.push({ message, brief });
    else if (verdict !== null) judged.push({ message, outcome: outcomeOf(verdict) });
    else judged.push({ message, outcome: { kind: 'unrenderable', error: 'The template of this step is not there any more.' } });
  }
  return { size: messages.length, ready, judged, settings };
};
