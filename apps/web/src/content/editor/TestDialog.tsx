import { Modal, TextInput } from '@mantine/core';
import { type Customer, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { explain } from '../../api/problem.js';
import { useMe } from '../../app/session.js';
import { CustomerPicker } from '../../customers/CustomerPicker.js';
import { Button, Footer, toastDone } from '../../ui/index.js';

interface TestDialogProps {
  readonly templateId: string;
  readonly customer: Customer | null;
  readonly isDirty: boolean;
  /** Saves what has changed; false where it could not be saved. */
  save(): Promise<boolean>;
  onClose(): void;
}

/** Sends the template to one's own address, as one customer would get it. */
export const TestDialog = ({ templateId, customer, isDirty, save, onClose }: TestDialogProps) => {
  const { t } = useTranslation();
  const me = useMe();
  const [to, setTo] = useState(me?.user?.email ?? '');
  const [as, setAs] = useState(customer);
  const [refused, setRefused] = useState<string | null>(null);
  const test = useWrite(routes.testTemplate, {
    quiet: true,
    onDone: ({ ok, message }) => {
      if (!ok) return setRefused(message);
      toastDone(t('content.test.sent', { to }));
      onClose();
    },
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setRefused(null);
    if (isDirty && !(await save())) return;
    test.mutate({ id: templateId, body: { to: to.trim(), ...(as ? { customerId: as.id } : {}) } });
  };
  const why = refused ?? (test.error ? explain(test.error, t) : null);
  return (
    <Modal opened onClose={onClose} title={t('content.test.title')}>
      <form onSubmit={(event) => void submit(event)}>
        <div className="stack">
          <p className="muted">{isDirty ? t('content.test.leadUnsaved') : t('content.test.lead')}</p>
          <TextInput
            label={t('content.test.to')}
            type="email"
            required
            withAsterisk={false}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            data-autofocus
          />
          <CustomerPicker label={t('content.test.as')} value={as} onPick={setAs} />
          {why ? (
            <p role="alert" className="small" style={{ color: 'var(--bad)' }}>
              {t('content.test.failed', { why })}
            </p>
          ) : null}
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" icon="send" type="submit" disabled={!to.includes('@')} busy={test.isPending}>
            {t('content.test.send')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
