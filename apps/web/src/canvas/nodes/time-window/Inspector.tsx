import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Labeled } from '../../form/Labeled.js';
import { WeekdaysField } from '../../form/WeekdaysField.js';
import { WhoseClockField } from '../../form/WhoseClockField.js';
import type { InspectorProps } from '../inspectors.js';

const WALL_TIME = /^\d\d:\d\d$/;

export const Inspector = ({ data, change, fault }: InspectorProps<'time-window'>) => {
  const { t } = useTranslation();
  const fields = ['from', 'to'] as const;
  return (
    <>
      {fields.map((field) => (
        <TextInput
          key={field}
          type="time"
          label={t(`nodes.timeWindow.${field}`)}
          value={data[field]}
          error={WALL_TIME.test(data[field]) ? undefined : fault('bad_time')}
          onChange={(event) => change({ ...data, [field]: event.currentTarget.value }, field)}
        />
      ))}
      <Labeled label={t('nodes.field.weekdays')} hint={t('nodes.field.weekdaysHint')} error={fault('bad_weekday')}>
        <WeekdaysField
          value={data.weekdays ?? []}
          onChange={(weekdays) => change({ ...data, weekdays: weekdays.length === 0 ? undefined : weekdays })}
        />
      </Labeled>
      <WhoseClockField value={data.zone} onChange={(zone) => change({ ...data, zone })} />
      <p className="faint tiny">{t('nodes.timeWindow.hint')}</p>
    </>
  );
};
