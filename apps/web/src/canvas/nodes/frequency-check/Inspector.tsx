import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DurationField } from '../../form/DurationField.js';
import type { InspectorProps } from '../inspectors.js';

const ALL = 'all';
const CHANNELS = ['email', 'sms', 'push'] as const;

export const Inspector = ({ data, change, fault }: InspectorProps<'frequency-check'>) => {
  const { t } = useTranslation();
  return (
    <>
      <NumberInput
        label={t('nodes.frequency.limit')}
        min={1}
        max={1000}
        allowDecimal={false}
        allowNegative={false}
        value={data.limit === 0 ? '' : data.limit}
        error={fault('bad_limit')}
        onChange={(limit) => change({ ...data, limit: typeof limit === 'number' ? limit : 0 }, 'limit')}
      />
      <DurationField
        label={t('nodes.frequency.within')}
        value={data.within}
        onChange={(within) => change({ ...data, within }, 'within')}
        error={fault('bad_duration')}
      />
      <Select
        label={t('nodes.frequency.channel')}
        data={[
          { value: ALL, label: t('nodes.frequency.allChannels') },
          ...CHANNELS.map((channel) => ({ value: channel, label: t(`common.channel.${channel}`) })),
        ]}
        value={data.channel ?? ALL}
        onChange={(channel) => change({ ...data, channel: channel === ALL ? undefined : (channel ?? undefined) })}
      />
      <p className="faint tiny">{t('nodes.frequency.hint')}</p>
    </>
  );
};
