import { addDuration } from '@wayfare/kernel';
import type { JourneyEvent } from '../interpret/path.js';
import { LAUNCH } from './launch.js';

/** What happens some time after the launch (`P1D`, `-PT1H`), and is received then too unless it says otherwise. */
export const occur = (
  name: string,
  after: string,
  details: { receivedAfter?: string; properties?: JourneyEvent['properties'] } = {},
): JourneyEvent => ({
  id: `${name} ${after}`,
  name,
  occurredAt: addDuration(LAUNCH, after),
  receivedAt: addDuration(LAUNCH, details.receivedAfter ?? after),
  properties: details.properties ?? {},
});
