import { Select, Switch, TextInput } from '@mantine/core';
import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { AttributeField } from '../../form/AttributeField.js';
import { DurationField } from '../../form/DurationField.js';
import { Labeled } from '../../form/Labeled.js';
import { WeekdaysField } from '../../form/WeekdaysField.js';
import { WhoseClockField } from '../../form/WhoseClockField.js';
import type { InspectorProps } from '../inspectors.js';
import { OffsetField } from './OffsetField.js';

type Wait = NodeDataByKind['wait'];
const MODES = ['duration', 'until', 'date'] as const;

const START: { readonly [M in Wait['mode']]: (name: string) => Wait } = {
  duration: (name) => ({ name, mode: 'duration', duration: 'P1D' }),
  until: (name) => ({ name, mode: 'until', time: '09:00', zone: 'customer' }),
  date: (name) => ({ name, mode: 'date', attribute: '', time: '09:00' }),
};

export const Inspector = (props: InspectorProps<'wait'>) => {
  const { t } = useTranslation();
  const { data, change } = props;
  return (
    <>
      <Select
        label={t('nodes.field.waitMode')}
        data={MODES.map((mode) => ({ value: mode, label: t(`nodes.wait.mode.${mode}`) }))}
        value={data.mode}
        onChange={(next) => {
          const mode = MODES.find((each) => each === next);
          if (mode && mode !== data.mode) change(START[mode](data.name));
        }}
      />
      <Fields {...props} />
    </>
  );
};

/** One set of fields for each way to wait. */
const Fields = ({ data, change, fault }: InspectorProps<'wait'>) => {
  const { t } = useTranslation();
  switch (data.mode) {
    case 'duration':
      return (
        <DurationField
          label={t('nodes.field.waitFor')}
          value={data.duration}
          onChange={(duration) => change({ ...data, duration }, 'duration')}
          error={fault('bad_duration')}
          hint={t('nodes.field.waitForHint')}
        />
      );
    case 'until':
      return (
        <>
          <TextInput
            type="time"
            label={t('nodes.field.time')}
            value={data.time}
            error={fault('bad_time')}
            onChange={(event) => change({ ...data, time: event.currentTarget.value }, 'time')}
          />
          <Labeled label={t('nodes.field.weekdays')} hint={t('nodes.field.weekdaysHint')} error={fault('bad_weekday')}>
            <WeekdaysField
              value={data.weekdays ?? []}
              onChange={(weekdays) => change({ ...data, weekdays: weekdays.length === 0 ? undefined : weekdays })}
            />
          </Labeled>
          <WhoseClockField value={data.zone} onChange={(zone) => change({ ...data, zone })} />
        </>
      );
    case 'date':
      return (
        <>
          <AttributeField
            label={t('nodes.field.dateAttribute')}
            value={data.attribute}
            offers={({ kind }) => kind === 'date'}
            error={fault('missing_attribute', 'unknown_attribute')}
            onChange={(attribute) => change({ ...data, attribute }, 'attribute')}
          />
          <OffsetField value={data.offset} onChange={(offset) => change({ ...data, offset }, 'offset')} error={fault('bad_offset')} />
          <TextInput
            type="time"
            label={t('nodes.field.time')}
            value={data.time ?? ''}
            error={fault('bad_time')}
            onChange={(event) => change({ ...data, time: event.currentTarget.value || undefined }, 'time')}
          />
          <Switch
            size="sm"
            color="var(--good)"
            label={t('nodes.field.yearly')}
            checked={data.yearly ?? false}
            onChange={(event) => change({ ...data, yearly: event.currentTarget.checked || undefined })}
          />
          <p className="faint tiny">{t(data.yearly ? 'nodes.field.yearlyHint' : 'nodes.field.dateHint')}</p>
        </>
      );
  }
};
