import { TEST_NOW } from '@wayfare/kernel/testing';

/** When arbitrary journeys are launched: on a whole minute, which no arbitrary event shares. */
export const LAUNCH = TEST_NOW;
