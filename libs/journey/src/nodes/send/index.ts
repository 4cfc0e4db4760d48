import type { SendStep } from '../../plan.js';
import { deliveryFindings, durationFindings, timeFindings } from '../../problems/checks.js';
import { finding, unless } from '../../problems/codes.js';
import { purposeFor } from '../../problems/known.js';
import { type Fate, type NodeDefinition, none, ONE_WAY, type Scene } from '../definition.js';
import { personZone } from '../person-zone.js';
import { unlessExpired } from './expiry.js';
import { fitUnderCaps } from './fit.js';
import { obstacleTo } from './obstacle.js';
import { bestHourOf, whenToSend } from './when.js';

const fateOf = (step: SendStep, { person, now, zone, quiet, caps, contacts }: Scene): Fate => {
  const reason = obstacleTo(step, person);
  if (reason) return { state: 'suppressed', reason };
  const own = personZone(person.timeZone, zone);
  const bestHour = step.timing ? bestHourOf(person.events, own, now) : null;
  const when = whenToSend(step, { zone: own, bestHour }, now, quiet);
  return unlessExpired(step, fitUnderCaps(step, { ...when, zone: own, contacts }, caps, quiet), now);
};

/** Each person gets a message, or a row that says why not. */
export const send: NodeDefinition<'send'> = {
  place: 'middle',
  sends: true,
  handles: () => ONE_WAY,
  conditions: none,
  matches: none,
  findings: (data, known) => [
    ...(data.channel === '' ? [finding('missing_channel')] : deliveryFindings(data.channel, data, known)),
    ...(data.purpose ? unless(purposeFor(data.purpose, known) !== undefined, 'unknown_purpose', { purpose: data.purpose }) : []),
    ...(data.timing ? timeFindings(data.timing.fallback) : []),
    ...(data.expires === undefined ? [] : durationFindings(data.expires)),
  ],
  compile: ({ id, data }, wiring) => ({
    kind: 'send',
    id,
    name: data.name,
    channel: data.channel,
    connectorId: wiring.connectorId(data.channel, data.connectorId),
    ...wiring.template(data.templateId),
    tracking: { opens: data.tracking?.opens ?? true, clicks: data.tracking?.clicks ?? true },
    ignoreCaps: data.ignoreCaps ?? false,
    ...(data.purpose ? { purpose: wiring.purpose(data.purpose) } : {}),
    ...(data.timing ? { timing: data.timing } : {}),
    ...(data.ignoreQuietHours ? { ignoreQuietHours: true } : {}),
    ...(data.expires === undefined ? {} : { expires: data.expires }),
    next: wiring.next(null),
  }),
  interpret: (step, scene) => ({ does: 'go', to: step.next, handle: null, fate: fateOf(step, scene) }),
};
