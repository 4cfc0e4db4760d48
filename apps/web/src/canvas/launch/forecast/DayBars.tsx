import type { ForecastResult } from '@wayfare/contracts';
import { localDay } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/format.js';
import styles from './forecast.module.css';

type Day = ForecastResult['channels'][number]['days'][number];

const DAY_MS = 86_400_000;

/** Every day from the first to the last, those without messages too. */
export const everyDay = (days: readonly Day[], from: string, zone: string): Day[] => {
  const first = Date.parse(localDay(new Date(from), zone));
  const last = Math.max(first, ...days.map(({ day }) => Date.parse(day)));
  const counts = new Map(days.map(({ day, messages }) => [day, messages]));
  return Array.from({ length: (last - first) / DAY_MS + 1 }, (_, at) => {
    const day = new Date(first + at * DAY_MS).toISOString().slice(0, 10);
    return { day, messages: counts.get(day) ?? 0 };
  });
};

/** How many messages leave on which day. */
export const DayBars = ({ days, from, zone }: { days: readonly Day[]; from: string; zone: string }) => {
  const { t } = useTranslation();
  const { number, day: tell } = useFormat();
  const all = everyDay(days, from, zone);
  const most = Math.max(1, ...all.map(({ messages }) => messages));
  return (
    <ol className={styles.bars}>
      {all.map(({ day, messages }) => {
        const said = t('forecast.bar', { day: tell(day), messages: number(messages) });
        return (
          <li key={day} title={said} aria-label={said}>
            <span style={{ height: `${(messages / most) * 100}%` }} />
          </li>
        );
      })}
    </ol>
  );
};
