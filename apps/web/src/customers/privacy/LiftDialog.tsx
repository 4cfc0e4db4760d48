import { Modal, TextInput } from '@mantine/core';
import { routes, type Suppression } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { Button, Footer, toastDone } from '../../ui/index.js';

/** Lets an address be written to again, once somebody has said why. */
export const LiftDialog = ({ suppression, onClose }: { suppression: Suppression; onClose(): void }) => {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const { address } = suppression;
  const lift = useWrite(routes.liftSuppression, {
    refreshes: ['/suppressions', '/customers'],
    onDone: () => {
      toastDone(t('privacy.suppressions.lifted', { address }));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (note.trim() !== '') lift.mutate({ body: { channel: suppression.channel === 'sms' ? 'sms' : 'email', address, note: note.trim() } });
  };
  return (
    <Modal opened onClose={onClose} title={t('privacy.suppressions.liftTitle', { address })} size={480}>
      <form onSubmit={submit}>
        <div className="stack">
          <p className="muted">
            {suppression.reason === 'unsubscribed' ? t('privacy.suppressions.liftUnsubscribed') : t('privacy.suppressions.liftAffects')}
          </p>
          <TextInput
            label={t('privacy.suppressions.note')}
            value={note}
            data-autofocus
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" type="submit" disabled={note.trim() === ''} busy={lift.isPending}>
            {t('privacy.suppressions.liftAction')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
