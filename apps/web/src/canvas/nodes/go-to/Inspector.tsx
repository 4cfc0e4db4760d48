import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useJourneys } from '../../form/sources.js';
import type { InspectorProps } from '../inspectors.js';

/** The journeys that people may come into: those that run or are paused, and the one that is chosen already. */
export const Inspector = ({ data, change, fault }: InspectorProps<'go-to'>) => {
  const { t } = useTranslation();
  const { id: own } = useParams();
  const open = useJourneys()?.filter(({ id, state }) => id !== own && (state === 'running' || state === 'paused' || id === data.journeyId));
  return (
    <>
      <Select
        label={t('nodes.goTo.journey')}
        placeholder={t('nodes.field.choose')}
        searchable
        nothingFoundMessage={t('nodes.goTo.nothingFound')}
        data={(open ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={data.journeyId ?? null}
        onChange={(journeyId) => change({ ...data, journeyId: journeyId ?? undefined })}
        error={fault('missing_journey', 'unknown_journey', 'journey_not_running', 'goes_to_itself', 'circle_of_journeys')}
      />
      {data.journeyId ? (
        <Link className="small" to={`/journeys/${data.journeyId}`}>
          {t('nodes.goTo.open')}
        </Link>
      ) : null}
      <p className="faint tiny">{t('nodes.goTo.hint')}</p>
    </>
  );
};
