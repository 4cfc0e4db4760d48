import { Select } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/hooks.js';
import { WhyAnswer } from '../../journeys/why/WhyAnswer.js';
import { Card } from '../../ui/index.js';

/** For one customer: pick a journey, and read why they did, or did not, get what it sends. */
export const WhyCard = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const [journeyId, setJourneyId] = useState<string | null>(null);
  const journeys = usePages(routes.journeys, {});
  const data = (journeys.items ?? []).filter(({ version }) => version !== null).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Card title={t('journeys.why.title')}>
      <div className="stack">
        <Select
          aria-label={t('journeys.why.journey')}
          placeholder={t('journeys.why.journey')}
          searchable
          clearable
          data={data}
          value={journeyId}
          onChange={setJourneyId}
        />
        {journeyId === null ? null : <WhyAnswer journeyId={journeyId} customerId={customerId} />}
      </div>
    </Card>
  );
};
