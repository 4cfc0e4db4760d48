import { NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/workspace.js';
import styles from './form.module.css';
import { fromLocal, toLocal } from './local-time.js';
import { cronOf, type Rhythm, rhythmOf, type Schedule } from './schedule.js';
import { WeekdaysField } from './WeekdaysField.js';

const WAYS = ['launch', 'at', 'day', 'week', 'month', 'cron'] as const;
type Way = (typeof WAYS)[number];

const wayOf = (schedule: Schedule | undefined): Way => {
  if (!schedule) return 'launch';
  return 'at' in schedule ? 'at' : rhythmOf(schedule.cron).every;
};

const START: Readonly<Record<Exclude<Way, 'launch' | 'at'>, Rhythm>> = {
  day: { every: 'day', time: '09:00' },
  week: { every: 'week', time: '09:00', days: [1] },
  month: { every: 'month', time: '09:00', day: 1 },
  cron: { every: 'cron', line: '0 9 * * *' },
};

interface ScheduleFieldProps {
  readonly value: Schedule | undefined;
  onChange(schedule: Schedule | undefined): void;
  readonly error?: string | undefined;
}

/** When people enter: at launch, at one instant, or again and again; told in the workspace's zone. */
export const ScheduleField = ({ value, onChange, error }: ScheduleFieldProps) => {
  const { t } = useTranslation();
  const { timeZone, now } = useWorkspace();
  const way = wayOf(value);
  const choose = (next: Way): void => {
    if (next === 'launch') onChange(undefined);
    else if (next === 'at') onChange({ at: new Date(new Date(now).getTime() + 86_400_000).toISOString() });
    else onChange({ cron: cronOf(START[next]) });
  };
  return (
    <div className="stack">
      <Select
        label={t('nodes.field.schedule')}
        data={WAYS.map((each) => ({ value: each, label: t(`nodes.schedule.way.${each}`) }))}
        value={way}
        onChange={(next) => choose(WAYS.find((each) => each === next) ?? 'launch')}
        error={way === 'launch' ? error : undefined}
      />
      {value && 'at' in value ? (
        <TextInput
          type="datetime-local"
          aria-label={t('nodes.field.scheduleAt')}
          description={t('nodes.field.inZone', { zone: timeZone })}
          value={toLocal(value.at, timeZone)}
          error={error}
          onChange={(event) => {
            const at = fromLocal(event.currentTarget.value, timeZone);
            if (at) onChange({ at });
          }}
        />
      ) : null}
      {value && 'cron' in value ? (
        <RhythmFields rhythm={rhythmOf(value.cron)} onChange={(rhythm) => onChange({ cron: cronOf(rhythm) })} error={error} />
      ) : null}
    </div>
  );
};

const RhythmFields = ({ rhythm, onChange, error }: { rhythm: Rhythm; onChange(rhythm: Rhythm): void; error?: string | undefined }) => {
  const { t } = useTranslation();
  if (rhythm.every === 'cron') {
    return (
      <TextInput
        aria-label={t('nodes.schedule.way.cron')}
        description={t('nodes.field.cronHint')}
        value={rhythm.line}
        error={error}
        onChange={(event) => onChange({ every: 'cron', line: event.currentTarget.value })}
      />
    );
  }
  return (
    <div>
      <div className={styles.pair}>
        <TextInput
          type="time"
          aria-label={t('nodes.field.time')}
          value={rhythm.time}
          onChange={(event) => onChange({ ...rhythm, time: event.currentTarget.value || rhythm.time })}
        />
        {rhythm.every === 'month' ? (
          <NumberInput
            aria-label={t('nodes.field.dayOfMonth')}
            min={1}
            max={31}
            allowDecimal={false}
            value={rhythm.day}
            onChange={(day) => onChange({ ...rhythm, day: typeof day === 'number' ? day : 1 })}
          />
        ) : null}
      </div>
      {rhythm.every === 'week' ? (
        <WeekdaysField value={rhythm.days} onChange={(days) => onChange({ ...rhythm, days: days.length === 0 ? rhythm.days : days })} />
      ) : null}
    </div>
  );
};
