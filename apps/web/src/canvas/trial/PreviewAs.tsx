import { type Customer, type Journey, routes } from '@wayfare/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { CustomerPicker } from '../../customers/CustomerPicker.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { PreviewSteps } from '../launch/preview/PreviewSteps.js';
import { litAt } from './lit.js';
import { useLit } from './lit-store.js';

/** One customer's way through the draft, foretold and lit up. */
export const PreviewAs = ({ journey, first }: { journey: Journey; first: Customer | null }) => {
  const { t } = useTranslation();
  const [customer, setCustomer] = useState(first);
  const show = useLit((state) => state.show);
  const body = { customerId: customer?.id ?? '' };
  const preview = useRead(routes.previewJourney, { id: journey.id, body }, { enabled: customer !== null, fresh: 0 });
  const steps = customer ? preview.data?.steps : undefined;
  useEffect(() => show(litAt(steps ? [steps] : [], Number.POSITIVE_INFINITY)), [steps, show]);
  return (
    <>
      <p className="small muted">{t('preview.hint')}</p>
      <CustomerPicker label={t('preview.pick')} value={customer} onPick={setCustomer} />
      {customer && preview.isPending ? <p className="small muted">{t('preview.working')}</p> : null}
      {customer && preview.error ? <ErrorNote error={preview.error} retry={() => void preview.refetch()} /> : null}
      {steps ? <PreviewSteps steps={steps} /> : null}
    </>
  );
};
