import { Modal, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../api/hooks.js';
import { Button } from '../ui/Button.js';
import { Footer } from '../ui/Footer.js';

interface RenameDialogProps {
  readonly journey: { readonly id: string; readonly name: string };
  readonly opened: boolean;
  onClose(): void;
}

export const RenameDialog = ({ journey, opened, onClose }: RenameDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(journey.name);
  const rename = useWrite(routes.renameJourney, { refreshes: ['/journeys', '/home', '/reports'], onDone: onClose });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim()) rename.mutate({ id: journey.id, body: { name: name.trim() } });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('journeys.rename')} size={420}>
      <form onSubmit={submit}>
        <TextInput
          label={t('common.name')}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" busy={rename.isPending} disabled={name.trim() === ''}>
            {t('common.save')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
