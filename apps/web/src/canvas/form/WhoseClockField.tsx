import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Clock = 'customer' | 'workspace';

/** By whose clock a time of day is meant. */
export const WhoseClockField = ({ value, onChange }: { value: Clock; onChange(clock: Clock): void }) => {
  const { t } = useTranslation();
  return (
    <Select
      label={t('nodes.field.whoseClock')}
      data={(['customer', 'workspace'] as const).map((zone) => ({ value: zone, label: t(`nodes.zone.${zone}`) }))}
      value={value}
      onChange={(zone) => onChange(zone === 'workspace' ? 'workspace' : 'customer')}
    />
  );
};
