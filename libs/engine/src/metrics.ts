import type { Metrics } from '@wayfare/platform';
import type { Ledger } from './cohorts/ledger.js';

/** What `/metrics` tells of the engine. */
export class EngineMetrics {
  private readonly steps;
  private readonly moved;
  private readonly entered;
  private readonly messages;
  private readonly events;

  constructor(metrics: Metrics) {
    this.steps = metrics.counter('engine_steps_total', 'Transactions that took a cohort on');
    this.moved = metrics.counter('engine_people_moved_total', 'People moved from a node, counted once for each move');
    this.entered = metrics.counter('engine_people_entered_total', 'People who came into a journey');
    this.messages = metrics.counter('engine_messages_total', 'Messages decided on at a send, those that nobody gets too');
    this.events = metrics.counter('engine_wakes_total', 'Batches of events shown to a journey');
  }

  stepped(ledger: Ledger, messages: number): void {
    this.steps.inc();
    this.moved.inc(ledger.peopleMoved);
    this.messages.inc(messages);
  }

  cameIn(people: number): void {
    this.entered.inc(people);
  }

  woke(): void {
    this.events.inc();
  }
}
