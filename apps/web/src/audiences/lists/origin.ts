import type { List } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/create-format.js';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Where a list's people came from, in words. */
export const originWords = (origin: List['origin'], segments: ReadonlyMap<string, string>, t: TFunction, format: Format): string => {
  const { segment, report, node } = origin;
  if (typeof segment === 'string') return t('audiences.lists.from.segment', { name: segments.get(segment) ?? segment });
  if (isRecord(report)) {
    const what = t(`reports.funnel.${String(report['what'])}`, { defaultValue: String(report['what']) });
    return t('audiences.lists.from.report', { day: format.day(String(report['day'])), what });
  }
  if (isRecord(node)) return t('audiences.lists.from.canvas', { what: t(`canvas.live.${String(node['what'])}`) });
  if (Array.isArray(origin['lists'])) return t(`audiences.lists.from.lists`, { count: origin['lists'].length });
  if ('lookAlike' in origin) return t('audiences.lists.from.lookAlike');
  if ('condition' in origin) return t('audiences.lists.from.condition');
  return 'customers' in origin ? t('audiences.lists.from.customers') : t('audiences.lists.from.other');
};
