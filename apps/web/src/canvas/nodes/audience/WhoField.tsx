import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAudienceNames } from '../../../audiences/condition/use-audience-names.js';
import { Segmented } from '../../../ui/Segmented.js';
import { ConditionField } from '../../form/ConditionField.js';
import { Labeled } from '../../form/Labeled.js';
import type { InspectorProps } from '../inspectors.js';

const WAYS = ['segment', 'list', 'condition'] as const;
type Way = (typeof WAYS)[number];

const wayOf = (data: InspectorProps<'audience'>['data']): Way => {
  if (data.listId !== undefined) return 'list';
  return data.condition === undefined ? 'segment' : 'condition';
};

/** Who enters: one of a segment, a list and a condition written here. Choosing one lets go of the others. */
export const WhoField = ({ nodeId, data, change, fault }: InspectorProps<'audience'>) => {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>(wayOf(data));
  const { segments, lists } = useAudienceNames();
  const none = { segmentId: undefined, listId: undefined, condition: undefined };
  const error = fault('missing_audience', 'two_audiences', 'unknown_segment', 'unknown_list');
  const options = (way === 'list' ? lists : segments).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Labeled label={t('nodes.field.who')}>
      <div className="stack">
        <Segmented
          label={t('nodes.field.who')}
          value={way}
          options={WAYS.map((each) => ({ value: each, label: t(`nodes.audience.way.${each}`) }))}
          onChange={(next) => setWay(next)}
        />
        {way === 'condition' ? (
          <ConditionField
            nodeId={nodeId}
            noMessages
            value={data.condition}
            onChange={(condition) => change({ ...data, ...none, condition }, 'condition')}
            error={error ?? fault('empty_condition', 'bad_condition', 'unknown_attribute', 'unknown_event')}
          />
        ) : (
          <Select
            aria-label={t(`nodes.audience.way.${way}`)}
            placeholder={t('nodes.field.choose')}
            searchable
            nothingFoundMessage={t('nodes.field.noAudience')}
            data={options}
            value={(way === 'list' ? data.listId : data.segmentId) ?? null}
            error={error}
            onChange={(id) =>
              change({ ...data, ...none, ...(way === 'list' ? { listId: id ?? undefined } : { segmentId: id ?? undefined }) })
            }
          />
        )}
      </div>
    </Labeled>
  );
};
