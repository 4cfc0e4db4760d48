import type { ForecastResult } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Format } from '../../../i18n/create-format.js';
import { useFormat } from '../../../i18n/format.js';
import { DayBars } from './DayBars.js';
import styles from './forecast.module.css';

type Channel = ForecastResult['channels'][number];

const listed = (counts: Readonly<Record<string, number>>, nameOf: (key: string) => string, { number }: Format): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => `${nameOf(key)} ${number(count)}`)
    .join(' · ');

/** What is worth a sentence each. */
const remarksOn = ({ suppressed, deferred, later, responses, cost, messages }: Channel, t: TFunction, format: Format): string[] => {
  const { number, money } = format;
  const lost = Object.values(suppressed).reduce((sum, count) => sum + count, 0);
  const said = responses && {
    expected: number(responses.expected),
    low: number(responses.low),
    high: number(responses.high),
    messages: number(responses.messages),
    steps: number(responses.steps),
  };
  const reasonOf = (reason: string): string => t(`reasons.${reason}`, { defaultValue: reason });
  const becauseOf = (reason: string): string => t(`forecast.because.${reason}`, { defaultValue: reason });
  return [
    ...(lost > 0 ? [t('forecast.suppressed', { count: lost }) + listed(suppressed, reasonOf, format)] : []),
    ...(Object.keys(deferred).length > 0 ? [t('forecast.deferred') + listed(deferred, becauseOf, format)] : []),
    ...(later > 0 ? [t('forecast.later', { messages: number(later) })] : []),
    ...(messages > 0 ? [said ? t('forecast.responses', said) : t('forecast.noHistory')] : []),
    ...(cost ? [t('forecast.cost', { cost: money(cost.amount, cost.currency) })] : []),
  ];
};

/** What leaves by one channel: a bar for each day, and what it says in words. */
export const ChannelForecast = ({ channel, from, zone }: { channel: Channel; from: string; zone: string }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const name = t(`common.channel.${channel.channel}`, { defaultValue: channel.channel });
  const most = channel.days.reduce((best, day) => (day.messages > best.messages ? day : best), { day: '', messages: 0 });
  return (
    <div className={styles.channel}>
      <p className="small">
        {most.messages > 0
          ? t('forecast.lead', { channel: name, count: channel.messages, day: format.day(most.day), most: most.messages })
          : t('forecast.none', { channel: name })}
      </p>
      {channel.days.length > 1 ? <DayBars days={channel.days} from={from} zone={zone} /> : null}
      {remarksOn(channel, t, format).map((remark) => (
        <p key={remark} className="small muted">
          {remark}
        </p>
      ))}
    </div>
  );
};
