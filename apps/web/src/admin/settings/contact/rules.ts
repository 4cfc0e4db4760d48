import type { Settings } from '@wayfare/contracts';

/** The rules of contact among the settings, as the form holds them. */
export type Rules = Pick<Settings, 'caps' | 'quietHours' | 'holidays' | 'globalHoldout'>;
export type QuietHours = NonNullable<Rules['quietHours']>;
export type Holiday = Rules['holidays'][number];
export type Cap = NonNullable<Rules['caps']>[number];

export const rulesOf = ({ caps, quietHours, holidays, globalHoldout }: Settings): Rules => ({ caps, quietHours, holidays, globalHoldout });

/** Channels that reach people; a webhook tells a system. */
export const CHANNELS = ['email', 'sms'] as const;

const byDay = (a: Holiday, b: Holiday): number => (a.day < b.day ? -1 : 1);

/** What is sent: rows without a day or a name are no holidays, and no caps are none. */
export const toSave = ({ caps, quietHours, holidays, globalHoldout }: Rules): Rules => ({
  caps: caps && caps.length > 0 ? caps : null,
  quietHours,
  holidays: holidays.filter(({ day, name }) => day !== '' && name.trim() !== '').sort(byDay),
  globalHoldout,
});

/** What stands in the way of saving. */
export const faultIn = ({ quietHours }: Rules): 'same' | 'times' | null => {
  if (!quietHours) return null;
  if (quietHours.from === '' || quietHours.to === '') return 'times';
  return quietHours.from === quietHours.to ? 'same' : null;
};
