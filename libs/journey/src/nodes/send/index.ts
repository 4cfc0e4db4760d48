import { deliveryFindings } from '../../problems/checks.js';
import { finding } from '../../problems/codes.js';
import { type NodeDefinition, none, ONE_WAY } from '../definition.js';
import { fateOf } from './fate.js';

/** Each person gets a message, or a row that says why not. */
export const send: NodeDefinition<'send'> = {
  place: 'middle',
  sends: true,
  handles: () => ONE_WAY,
  conditions: none,
  matches: none,
  findings: (data, known) => (data.channel === '' ? [finding('missing_channel')] : deliveryFindings(data.channel, data, known)),
  compile: ({ id, data }, wiring) => ({
    kind: 'send',
    id,
    name: data.name,
    channel: data.channel,
    connectorId: wiring.connectorId(data.channel, data.connectorId),
    ...wiring.template(data.templateId),
    tracking: { opens: data.tracking?.opens ?? true, clicks: data.tracking?.clicks ?? true },
    ignoreCaps: data.ignoreCaps ?? false,
    next: wiring.next(null),
  }),
  interpret: (step, scene) => ({ does: 'go', to: step.next, handle: null, fate: fateOf(step.channel, scene.person) }),
};
