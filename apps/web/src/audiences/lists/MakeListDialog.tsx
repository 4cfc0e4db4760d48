import { Modal, Select, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../api/hooks.js';
import { Button, Footer, toastDone } from '../../ui/index.js';
import { useAudienceNames } from '../condition/use-audience-names.js';

interface MakeListDialogProps {
  readonly opened: boolean;
  onClose(): void;
  /** Where it is already known of which segment the list is made. */
  readonly segmentId?: string | undefined;
}

/** Makes a list of the people who belong to a segment now. */
export const MakeListDialog = ({ opened, onClose, segmentId }: MakeListDialogProps) => {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('audiences.lists.makeTitle')}>
      <Form key={segmentId} fixed={segmentId} onClose={onClose} />
    </Modal>
  );
};

const Form = ({ fixed, onClose }: { fixed: string | undefined; onClose(): void }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { segments } = useAudienceNames();
  const [segment, setSegment] = useState<string | null>(fixed ?? null);
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = segments.find(({ id }) => id === segment);
  const name = (typed ?? chosen?.name ?? '').trim();
  const make = useWrite(routes.createList, {
    refreshes: ['/lists'],
    onDone: (list) => {
      toastDone(t('common.people.listMade', { name: list.name, count: list.people }));
      onClose();
      void navigate(`/audiences/lists/${list.id}`);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (segment && name !== '') make.mutate({ body: { name, from: { segment } } });
  };
  return (
    <form onSubmit={submit}>
      <div className="stack">
        <p className="muted">{segments.length === 0 ? t('audiences.lists.needSegment') : t('audiences.lists.makeLead')}</p>
        {fixed ? null : (
          <Select
            label={t('audiences.lists.makeSegment')}
            data={segments.map(({ id, name: label }) => ({ value: id, label }))}
            value={segment}
            onChange={setSegment}
            searchable
            data-autofocus
          />
        )}
        <TextInput
          label={t('audiences.lists.makeName')}
          value={typed ?? chosen?.name ?? ''}
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
  );
};
