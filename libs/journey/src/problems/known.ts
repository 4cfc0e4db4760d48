import type { MessagePurpose } from '@wayfare/kernel';
import type { Reentry } from '../plan.js';

/** What a workspace has at the moment at which a graph is judged or compiled. */
export interface GraphContext {
  readonly templates: readonly { readonly id: string; readonly channel: string; readonly revision: number }[];
  readonly connectors: readonly { readonly id: string; readonly kind: string; readonly channel: string; readonly isDefault: boolean }[];
  readonly segments: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  /** Names of the attributes and events seen so far; built-in attributes need not be among them. */
  readonly attributes: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  /** Attributes that the product works out: no step sets them. */
  readonly computed: ReadonlySet<string>;
  /**
   * By attribute: the nine numbers that part those who come in by it into tenths, as many people in each as ties let; empty where nobody's number is known. Absent where nobody
   * has asked yet: they are worked out when a plan is made that will run.
   */
  readonly deciles?: ReadonlyMap<string, readonly number[]>;
  /** What messages may be for; those that are archived stay good for the steps that have them. */
  readonly purposes: readonly MessagePurpose[];
  readonly couponPools: ReadonlySet<string>;
  /** Those with an account that is open. */
  readonly colleagues: ReadonlySet<string>;
  readonly journeys: readonly KnownJourney[];
  /** The journey that the graph belongs to; absent where it belongs to none yet. */
  readonly journeyId?: string;
}

/** A journey as others that lead to it see it. */
export interface KnownJourney {
  readonly id: string;
  readonly name: string;
  /** It runs, or is paused: people may come in, now or when it goes on. */
  readonly isOpen: boolean;
  /** May people enter again by its first entry? `null` where it was never launched. */
  readonly reentry: Reentry['policy'] | null;
  /** The journeys that its running version hands people over to. */
  readonly leadsTo: readonly string[];
}

type Connector = GraphContext['connectors'][number];

/** The connector that a step uses: the one it names, else its channel's default, else the only one that the channel has. */
export const connectorFor = (channel: string, connectorId: string | undefined, known: GraphContext): Connector | undefined => {
  if (connectorId) return known.connectors.find((connector) => connector.id === connectorId);
  const ofChannel = known.connectors.filter((connector) => connector.channel === channel);
  return ofChannel.find((connector) => connector.isDefault) ?? (ofChannel.length === 1 ? ofChannel[0] : undefined);
};

export const templateFor = (templateId: string | undefined, known: GraphContext): GraphContext['templates'][number] | undefined =>
  known.templates.find((template) => template.id === templateId);

export const purposeFor = (key: string, known: GraphContext): MessagePurpose | undefined =>
  known.purposes.find((purpose) => purpose.key === key);
