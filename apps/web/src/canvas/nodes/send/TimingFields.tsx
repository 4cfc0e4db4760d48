import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OptionalPart } from '../../../ui/OptionalPart.js';
import { DurationField } from '../../form/DurationField.js';
import { Labeled } from '../../form/Labeled.js';
import type { InspectorProps } from '../inspectors.js';

const TIMINGS = ['now', 'best'] as const;
const FALLBACK = '10:00';
const EXPIRES = 'PT12H';

/** When the message leaves, and which rules of contact it passes by. */
export const TimingFields = ({ data, change, fault }: Pick<InspectorProps<'send'>, 'data' | 'change' | 'fault'>) => {
  const { t } = useTranslation();
  const { timing, ...rest } = data;
  const { expires } = data;
  return (
    <>
      <Select
        label={t('nodes.field.timing')}
        data={TIMINGS.map((value) => ({ value, label: t(`nodes.timing.${value}`) }))}
        value={timing?.mode ?? 'now'}
        allowDeselect={false}
        onChange={(value) => change(value === 'best' ? { ...rest, timing: { mode: 'best', fallback: FALLBACK } } : rest)}
      />
      {timing ? (
        <TextInput
          type="time"
          label={t('nodes.field.fallback')}
          description={t('nodes.field.fallbackHint')}
          value={timing.fallback}
          error={fault('bad_time')}
          onChange={(event) => change({ ...data, timing: { mode: 'best', fallback: event.currentTarget.value } }, 'fallback')}
        />
      ) : null}
      <OptionalPart
        label={t('nodes.field.expires')}
        hint={t('nodes.field.expiresHint')}
        on={expires !== undefined}
        onToggle={(on) => {
          const { expires: _, ...without } = data;
          change(on ? { ...data, expires: EXPIRES } : without);
        }}
      >
        <DurationField
          label={t('nodes.field.expiresAfter')}
          value={expires ?? ''}
          units={['minutes', 'hours', 'days']}
          error={fault('bad_duration')}
          onChange={(next) => change({ ...data, expires: next }, 'expires')}
        />
      </OptionalPart>
      <Labeled label={t('nodes.field.rules')} hint={t('nodes.field.rulesHint')}>
        <div className="stack">
          <Switch
            size="sm"
            color="var(--good)"
            label={t('nodes.field.ignoreQuietHours')}
            checked={data.ignoreQuietHours ?? false}
            onChange={(event) => change({ ...data, ignoreQuietHours: event.currentTarget.checked })}
          />
          <Switch
            size="sm"
            color="var(--good)"
            label={t('nodes.field.ignoreCaps')}
            checked={data.ignoreCaps ?? false}
            onChange={(event) => change({ ...data, ignoreCaps: event.currentTarget.checked })}
          />
        </div>
      </Labeled>
    </>
  );
};
