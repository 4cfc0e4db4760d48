import { Modal, TextInput } from '@mantine/core';
import type { ListOrigin } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Footer } from '../../ui/index.js';
import { useMakeList } from './use-make-list.js';

interface NameListDialogProps {
  readonly from: ListOrigin;
  /** The name it begins with. */
  readonly suggested: string;
  /** Whom the list will hold. */
  readonly lead: string;
  readonly opensIt: boolean;
  onClose(): void;
}

/** People become a list: all that is left to say is its name. */
export const NameListDialog = ({ from, suggested, lead, opensIt, onClose }: NameListDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(suggested);
  const make = useMakeList({ onMade: onClose, opensIt });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') make.mutate({ body: { name: name.trim(), from } });
  };
  return (
    <Modal opened onClose={onClose} title={t('audiences.lists.makeTitle')}>
      <form onSubmit={submit}>
        <div className="stack">
          <p className="muted">{lead}</p>
          <TextInput
            label={t('audiences.lists.makeName')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={name.trim() === ''} busy={make.isPending}>
            {t('audiences.lists.make')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
