import { useTranslation } from 'react-i18next';
import { HoldoutField } from '../../form/HoldoutField.js';
import { ReentryField } from '../../form/ReentryField.js';
import { ScheduleField } from '../../form/ScheduleField.js';
import type { InspectorProps } from '../inspectors.js';
import { AudienceCount } from './AudienceCount.js';
import { WhoField } from './WhoField.js';

export const Inspector = (props: InspectorProps<'audience'>) => {
  const { t } = useTranslation();
  const { data, change, fault } = props;
  return (
    <>
      <WhoField {...props} />
      <AudienceCount data={data} />
      <HoldoutField
        value={data.holdout ?? 0}
        onChange={(holdout) => change({ ...data, holdout }, 'holdout')}
        error={fault('bad_holdout')}
      />
      <ScheduleField
        value={data.schedule}
        onChange={(schedule) => change({ ...data, schedule }, 'schedule')}
        error={fault('bad_schedule', 'bad_cron')}
      />
      <ReentryField value={data.reentry} onChange={(reentry) => change({ ...data, reentry }, 'reentry')} error={fault('bad_duration')} />
      {data.schedule && 'cron' in data.schedule && (data.reentry?.policy ?? 'never') === 'never' ? (
        <p className="faint tiny">{t('nodes.audience.onlyNew')}</p>
      ) : null}
    </>
  );
};
