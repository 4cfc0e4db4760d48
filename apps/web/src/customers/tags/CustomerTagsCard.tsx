import { Autocomplete } from '@mantine/core';
import { type ReplyOf, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, Chip, IconButton } from '../../ui/index.js';
import styles from './tags.module.css';
import { originWords, tagPath } from './words.js';

type Had = ReplyOf<typeof routes.customerTags>['tags'][number];

/** The tags of a customer, each with what put it there; those that no rule puts can be put and taken here. */
export const CustomerTagsCard = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const { data } = useRead(routes.customerTags, { id: customerId });
  const may = useMay(routes.changeCustomerTags);
  return (
    <Card title={t('customers.page.tags')}>
      {data?.tags.length === 0 ? <p className="muted small">{t('customers.page.noTags')}</p> : null}
      <ul className={styles.tags}>
        {data?.tags.map((tag) => (
          <TagRow key={tag.name} customerId={customerId} tag={tag} may={may} />
        ))}
      </ul>
      {may ? <AddTag customerId={customerId} had={data?.tags ?? []} /> : null}
    </Card>
  );
};

const REFRESHES = ['/customers', '/tag', '/catalogue'];

const TagRow = ({ customerId, tag, may }: { customerId: string; tag: Had; may: boolean }) => {
  const { t } = useTranslation();
  const { date } = useFormat();
  const change = useWrite(routes.changeCustomerTags, { refreshes: REFRESHES });
  const { name, since, isByRule, state } = tag;
  return (
    <li>
      <div>
        <Link to={tagPath(name)}>{name}</Link> {state === 'proposed' ? <Chip tone="warn">{t('tags.state.proposed')}</Chip> : null}
        <div className="faint tiny">
          {since ? t('tags.card.since', { origin: originWords(since, t), date: date(since.at) }) : t('tags.card.longAgo')}
        </div>
      </div>
      {may && !isByRule ? (
        <IconButton
          icon="close"
          label={t('tags.card.remove', { name })}
          onClick={() => change.mutate({ id: customerId, body: { add: [], remove: [name] } })}
        />
      ) : null}
    </li>
  );
};

const AddTag = ({ customerId, had }: { customerId: string; had: readonly Had[] }) => {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const { data: catalogue } = useRead(routes.catalogue);
  const change = useWrite(routes.changeCustomerTags, { refreshes: REFRESHES, onDone: () => setName('') });
  const names = had.map((tag) => tag.name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') change.mutate({ id: customerId, body: { add: [name.trim()], remove: [] } });
  };
  return (
    <form className={styles.add} onSubmit={submit}>
      <Autocomplete
        aria-label={t('tags.card.add')}
        placeholder={t('tags.card.add')}
        size="xs"
        limit={8}
        data={(catalogue?.tags ?? []).filter((tag) => !names.includes(tag))}
        value={name}
        onChange={setName}
      />
      <Button small type="submit" disabled={name.trim() === ''} busy={change.isPending}>
        {t('tags.card.addThis')}
      </Button>
    </form>
  );
};
