import { Select } from '@mantine/core';
import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { DurationField } from './DurationField.js';

type Reentry = NonNullable<NodeDataByKind['audience']['reentry']>;
const POLICIES = ['never', 'after', 'always'] as const;

/** Whether someone who has left the journey may come in again. Nobody is ever in it twice at once. */
export const ReentryField = ({
  value,
  onChange,
  error,
}: {
  value: Reentry | undefined;
  onChange(reentry: Reentry): void;
  error?: string | undefined;
}) => {
  const { t } = useTranslation();
  const policy = value?.policy ?? 'never';
  return (
    <div className="stack">
      <Select
        label={t('nodes.field.reentry')}
        data={POLICIES.map((each) => ({ value: each, label: t(`nodes.reentry.${each}`) }))}
        value={policy}
        onChange={(next) => {
          const chosen = POLICIES.find((each) => each === next);
          if (chosen) onChange(chosen === 'after' ? { policy: chosen, after: value?.after ?? 'P30D' } : { policy: chosen });
        }}
      />
      {policy === 'after' ? (
        <DurationField
          label={t('nodes.field.reentryAfter')}
          value={value?.after ?? ''}
          error={error}
          onChange={(after) => onChange({ policy, after })}
        />
      ) : null}
    </div>
  );
};
