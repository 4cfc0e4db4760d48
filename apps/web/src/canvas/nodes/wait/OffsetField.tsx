import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DurationField } from '../../form/DurationField.js';

type Side = 'on' | 'before' | 'after';
const SIDES: readonly Side[] = ['on', 'before', 'after'];

const sideOf = (offset: string | undefined): Side => {
  if (!offset) return 'on';
  return offset.startsWith('-') ? 'before' : 'after';
};

/** Before or after a date: the sign of an ISO 8601 duration of whole days. */
export const OffsetField = ({
  value,
  onChange,
  error,
}: {
  value: string | undefined;
  onChange(offset: string | undefined): void;
  error?: string | undefined;
}) => {
  const { t } = useTranslation();
  const side = sideOf(value);
  const length = value?.replace(/^-/, '') ?? '';
  const write = (next: Side, duration: string): void =>
    onChange(next === 'on' ? undefined : `${next === 'before' ? '-' : ''}${duration || 'P1D'}`);
  return (
    <div className="stack">
      <Select
        label={t('nodes.field.offset')}
        data={SIDES.map((each) => ({ value: each, label: t(`nodes.offset.${each}`) }))}
        value={side}
        onChange={(next) => write(SIDES.find((each) => each === next) ?? 'on', length || 'P3D')}
      />
      {side === 'on' ? null : (
        <DurationField
          label={t('nodes.field.offsetLength')}
          value={length}
          units={['days', 'weeks', 'months', 'years']}
          onChange={(duration) => write(side, duration)}
          error={error}
        />
      )}
    </div>
  );
};
