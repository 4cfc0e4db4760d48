import { expect, it } from '@jest/globals';
import { AUDIT_ACTIONS, AUDIT_KINDS } from '@wayfare/kernel';
import { settings as english } from '../../i18n/en/settings.js';
import { settings as chinese } from '../../i18n/zh-CN/settings.js';

it.each([
  ['English', english],
  ['Chinese', chinese],
])('the audit trail has a word in %s for everything that can be changed, and for whatever can be done to it', (_, { audit }) => {
  expect(Object.keys(audit.kind).sort()).toEqual([...AUDIT_KINDS].sort());
  expect(Object.keys(audit.says).sort()).toEqual(AUDIT_ACTIONS.map((action) => action.replaceAll(' ', '_')).sort());
});
