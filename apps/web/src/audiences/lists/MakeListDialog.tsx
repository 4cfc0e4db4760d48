import { Modal, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Footer } from '../../ui/index.js';
import { useAudienceNames } from '../condition/use-audience-names.js';
import { useMakeList } from './use-make-list.js';

/** Makes a list of the people who belong to a segment now. */
export const MakeListDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const { segments } = useAudienceNames();
  const [segment, setSegment] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const name = (typed ?? segments.find(({ id }) => id === segment)?.name ?? '').trim();
  const make = useMakeList({ onMade: onClose, opensIt: true });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (segment && name !== '') make.mutate({ body: { name, from: { segment } } });
  };
  return (
    <Modal opened onClose={onClose} title={t('audiences.lists.makeTitle')}>
      <form onSubmit={submit}>
        <div className="stack">
          <p className="muted">{segments.length === 0 ? t('audiences.lists.needSegment') : t('audiences.lists.makeLead')}</p>
          <Select
            label={t('audiences.lists.makeSegment')}
            data={segments.map(({ id, name: label }) => ({ value: id, label }))}
            value={segment}
            onChange={setSegment}
            searchable
            data-autofocus
          />
          <TextInput
            label={t('audiences.lists.makeName')}
            value={typed ?? name}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={!segment || name === ''} busy={make.isPending}>
            {t('audiences.lists.make')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
