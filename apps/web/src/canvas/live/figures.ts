import { isEntryKind, isSendingKind, type NodeKind } from '@wayfare/journey';
import type { LiveNode } from './live-store.js';

export const PEOPLE = ['here', 'passed', 'heldOut', 'suppressed'] as const;
/** What a number on a card stands for, as the api names it; `null` where it counts messages that have no list of people here. */
export type PeopleKind = (typeof PEOPLE)[number];

export interface Figure {
  readonly key: PeopleKind | 'sent' | 'pending' | 'failed';
  readonly value: number;
  readonly opens: PeopleKind | null;
}

const sum = (counts: Readonly<Record<string, number>> | undefined, ...states: readonly string[]): number =>
  states.reduce((total, state) => total + (counts?.[state] ?? 0), 0);
export const suppressedOf = (live: LiveNode): number => Object.values(live.suppressed ?? {}).reduce((total, count) => total + count, 0);

const people = (key: PeopleKind, value: number): Figure => ({ key, value, opens: key });

/** The numbers of a card: entries tell who was held out, sends what became of the messages; trouble shows only where there is some. */
export const figuresOf = (kind: NodeKind, live: LiveNode): readonly Figure[] => {
  if (isSendingKind(kind)) {
    const pending = sum(live.messages, 'queued', 'sending');
    const failed = sum(live.messages, 'failed', 'bounced', 'unknown');
    return [
      { key: 'sent', value: sum(live.messages, 'sent', 'delivered'), opens: null },
      ...(pending > 0 ? [{ key: 'pending' as const, value: pending, opens: null }] : []),
      ...(live.here > 0 ? [people('here', live.here)] : []),
      ...(failed > 0 ? [{ key: 'failed' as const, value: failed, opens: null }] : []),
      people('suppressed', suppressedOf(live)),
    ];
  }
  if (isEntryKind(kind)) return [people('here', live.here), people('passed', live.passed), people('heldOut', live.heldOut ?? 0)];
  return kind === 'exit' ? [people('passed', live.passed)] : [people('here', live.here), people('passed', live.passed)];
};

/** How thick a line is drawn: by its share of the busiest one. */
export const thicknessOf = (count: number, most: number): number => (count === 0 || most === 0 ? 1.7 : 2.5 + 13.5 * (count / most));
