import { Drawer } from '@mantine/core';
import type { Customer } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerPicker } from '../../customers/CustomerPicker.js';
import { Button } from '../../ui/Button.js';
import { WhyAnswer } from './WhyAnswer.js';

/** On the canvas: what became of one person in this journey, and why. */
export const AskForPerson = ({ journeyId }: { journeyId: string }) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [customer, setCustomer] = useState<Customer | null>(null);
  return (
    <>
      <Button small icon="search" onClick={() => setOpen(true)}>
        {t('journeys.why.ask')}
      </Button>
      <Drawer opened={isOpen} onClose={() => setOpen(false)} position="right" size={440} title={t('journeys.why.title')}>
        <div className="stack">
          <CustomerPicker label={t('journeys.why.who')} value={customer} onPick={setCustomer} />
          {customer ? <WhyAnswer journeyId={journeyId} customerId={customer.id} /> : null}
        </div>
      </Drawer>
    </>
  );
};
