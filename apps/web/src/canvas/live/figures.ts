import type { NodePeople } from '@wayfare/contracts';
import { isEntryKind, isSendingKind, type NodeKind } from '@wayfare/journey';
import type { LiveNode } from './live-store.js';

/** A number on a card; its key says whom the api is to be asked for when it is opened. */
export interface Figure {
  readonly key: NodePeople;
  readonly value: number;
}

const sum = (counts: Readonly<Record<string, number>> | undefined, ...states: readonly string[]): number =>
  states.reduce((total, state) => total + (counts?.[state] ?? 0), 0);
export const suppressedOf = (live: LiveNode): number => Object.values(live.suppressed ?? {}).reduce((total, count) => total + count, 0);

/** The numbers of a card: entries tell who was held out, sends what became of the messages; trouble shows only where there is some. */
export const figuresOf = (kind: NodeKind, live: LiveNode): readonly Figure[] => {
  if (isSendingKind(kind)) {
    const pending = sum(live.messages, 'queued', 'sending');
    const failed = sum(live.messages, 'failed', 'bounced', 'unknown');
    return [
      { key: 'sent', value: sum(live.messages, 'sent', 'delivered') },
      ...(pending > 0 ? [{ key: 'pending' as const, value: pending }] : []),
      ...(live.here > 0 ? [{ key: 'here' as const, value: live.here }] : []),
      ...(failed > 0 ? [{ key: 'failed' as const, value: failed }] : []),
      { key: 'suppressed', value: suppressedOf(live) },
    ];
  }
  const here: Figure = { key: 'here', value: live.here };
  const passed: Figure = { key: 'passed', value: live.passed };
  if (isEntryKind(kind)) return [here, passed, { key: 'heldOut', value: live.heldOut ?? 0 }];
  return kind === 'exit' ? [passed] : [here, passed];
};
