import { Modal, MultiSelect, Select, TextInput } from '@mantine/core';
import type { ListOrigin } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Footer, Segmented } from '../../ui/index.js';
import { useAudienceNames } from '../condition/use-audience-names.js';
import { useMakeList } from './use-make-list.js';

const SOURCES = ['segment', 'lists'] as const;
const HOWS = ['any', 'all', 'firstOnly'] as const;
type How = (typeof HOWS)[number];

/** Makes a list: of the people who belong to a segment now, or of other lists. */
export const MakeListDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const { segments, lists } = useAudienceNames();
  const [source, setSource] = useState<(typeof SOURCES)[number]>('segment');
  const [segment, setSegment] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [how, setHow] = useState<How>('any');
  const [typed, setTyped] = useState<string | null>(null);
  const suggested =
    source === 'segment'
      ? segments.find(({ id }) => id === segment)?.name
      : chosen.map((id) => lists.find((list) => list.id === id)?.name).join(' + ');
  const name = (typed ?? suggested ?? '').trim();
  const make = useMakeList({ onMade: onClose, opensIt: true });
  const from: ListOrigin | null = source === 'segment' ? (segment ? { segment } : null) : chosen.length > 1 ? { lists: chosen, how } : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (from && name !== '') make.mutate({ body: { name, from } });
  };
  return (
    <Modal opened onClose={onClose} title={t('audiences.lists.makeTitle')}>
      <form onSubmit={submit}>
        <div className="stack">
          <Segmented
            label={t('audiences.lists.makeOf')}
            value={source}
            options={SOURCES.map((value) => ({ value, label: t(`audiences.lists.source.${value}`) }))}
            onChange={(value) => setSource(value === 'lists' ? 'lists' : 'segment')}
          />
          {source === 'segment' ? (
            <>
              <p className="muted">{segments.length === 0 ? t('audiences.lists.needSegment') : t('audiences.lists.makeLead')}</p>
              <Select
                label={t('audiences.lists.makeSegment')}
                data={segments.map(({ id, name: label }) => ({ value: id, label }))}
                value={segment}
                onChange={setSegment}
                searchable
                data-autofocus
              />
            </>
          ) : (
            <>
              <MultiSelect
                label={t('audiences.lists.makeLists')}
                data={lists.map(({ id, name: label }) => ({ value: id, label }))}
                value={chosen}
                onChange={setChosen}
                maxValues={10}
                searchable
              />
              <Select
                label={t('audiences.lists.makeHow')}
                data={HOWS.map((value) => ({ value, label: t(`audiences.lists.how.${value}`) }))}
                value={how}
                allowDeselect={false}
                onChange={(value) => setHow(HOWS.find((one) => one === value) ?? 'any')}
              />
            </>
          )}
          <TextInput
            label={t('audiences.lists.makeName')}
            value={typed ?? name}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={!from || name === ''} busy={make.isPending}>
            {t('audiences.lists.make')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
