import { deliveryFindings } from '../../problems/checks.js';
import { type NodeDefinition, none, ONE_WAY } from '../definition.js';

const CHANNEL = 'webhook';

/** Another system is told. It is told about everyone: consent and suppression concern what reaches the customer. */
export const webhook: NodeDefinition<'webhook'> = {
  place: 'middle',
  sends: true,
  handles: () => ONE_WAY,
  conditions: none,
  matches: none,
  findings: (data, known) => deliveryFindings(CHANNEL, data, known),
  compile: ({ id, data }, wiring) => ({
    kind: 'webhook',
    id,
    name: data.name,
    connectorId: wiring.connectorId(CHANNEL, data.connectorId),
    ...wiring.template(data.templateId),
    next: wiring.next(null),
  }),
  interpret: (step, { now }) => ({ does: 'go', to: step.next, handle: null, fate: { state: 'queued', notBefore: now, deferredBy: null } }),
};
