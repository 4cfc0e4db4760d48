import { type Customer, type Journey, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../../api/hooks.js';
import { CustomerPicker } from '../../../customers/CustomerPicker.js';
import { Button } from '../../../ui/Button.js';
import { ErrorNote } from '../../../ui/ErrorNote.js';
import { PreviewSteps } from './PreviewSteps.js';

/** One customer's way through the draft: every step with its instant and the reason. */
export const Preview = ({ journey, onShow }: { journey: Journey; onShow(customer: Customer): void }) => {
  const { t } = useTranslation();
  const [customer, setCustomer] = useState<Customer | null>(null);
  const body = { customerId: customer?.id ?? '' };
  const preview = useRead(routes.previewJourney, { id: journey.id, body }, { enabled: customer !== null, fresh: 0 });
  return (
    <section>
      <h3>{t('preview.title')}</h3>
      <p className="small muted">{t('preview.hint')}</p>
      <CustomerPicker label={t('preview.pick')} value={customer} onPick={setCustomer} />
      {customer && preview.isPending ? <p className="small muted">{t('preview.working')}</p> : null}
      {customer && preview.error ? <ErrorNote error={preview.error} retry={() => void preview.refetch()} /> : null}
      {customer && preview.data ? (
        <>
          <PreviewSteps steps={preview.data.steps} />
          <Button small icon="map" onClick={() => onShow(customer)}>
            {t('testRun.showOnCanvas')}
          </Button>
        </>
      ) : null}
    </section>
  );
};
