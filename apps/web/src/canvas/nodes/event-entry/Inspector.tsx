import { useTranslation } from 'react-i18next';
import { HoldoutField } from '../../form/HoldoutField.js';
import { MatchField } from '../../form/MatchField.js';
import { ReentryField } from '../../form/ReentryField.js';
import type { InspectorProps } from '../inspectors.js';

export const Inspector = ({ data, change, fault }: InspectorProps<'event-entry'>) => {
  const { t } = useTranslation();
  return (
    <>
      <MatchField
        label={t('nodes.field.entryEvent')}
        value={data}
        onChange={(match) => change({ ...data, ...match }, 'event')}
        error={fault('missing_event', 'unknown_event', 'bad_where')}
      />
      <HoldoutField
        value={data.holdout ?? 0}
        onChange={(holdout) => change({ ...data, holdout }, 'holdout')}
        error={fault('bad_holdout')}
      />
      <ReentryField value={data.reentry} onChange={(reentry) => change({ ...data, reentry }, 'reentry')} error={fault('bad_duration')} />
    </>
  );
};
