import { useTranslation } from 'react-i18next';
import { DurationField } from '../../form/DurationField.js';
import { MatchField } from '../../form/MatchField.js';
import type { InspectorProps } from '../inspectors.js';

export const Inspector = ({ data, change, fault }: InspectorProps<'wait-event'>) => {
  const { t } = useTranslation();
  return (
    <>
      <MatchField
        label={t('nodes.field.waitEvent')}
        value={data}
        onChange={(match) => change({ ...data, ...match }, 'event')}
        error={fault('missing_event', 'unknown_event', 'bad_where')}
      />
      <DurationField
        label={t('nodes.field.timeout')}
        value={data.timeout}
        onChange={(timeout) => change({ ...data, timeout }, 'timeout')}
        error={fault('bad_duration')}
        hint={t('nodes.field.timeoutHint')}
      />
    </>
  );
};
