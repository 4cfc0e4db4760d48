import { Modal, Textarea, TextInput } from '@mantine/core';
import { routes, type WriteKey } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, confirmDestructive, Footer, toastDone } from '../../ui/index.js';
import styles from './events.module.css';
import { Once } from './Once.js';
import { TableCard } from './TableCard.js';

const DEFAULT_PER_MINUTE = 6_000;

/** What stands in the head of each page of the website. */
const snippet = (key: string): string => `<script>
!function(w,d,n){w[n]=w[n]||function(){(w[n].q=w[n].q||[]).push(arguments)};
var s=d.createElement('script');s.async=1;s.src='${location.origin}/sdk.js';d.head.appendChild(s)}(window,document,'wayfare');
wayfare('init',{key:'${key}'});
wayfare('page');
</script>`;

/** Keys with which the pages of websites send events. */
export const KeysPart = () => {
  const { t } = useTranslation();
  const [isCreating, setCreating] = useState(false);
  const keys = useRead(routes.writeKeys);
  const newest = keys.data?.items[0];
  const create = (
    <Button kind="seal" icon="plus" onClick={() => setCreating(true)}>
      {t('events.keys.create')}
    </Button>
  );
  return (
    <TableCard
      title={t('events.parts.keys')}
      lead={t('events.keys.lead')}
      read={keys}
      empty={{ icon: 'window', title: t('events.keys.emptyTitle'), body: t('events.keys.emptyBody') }}
      create={create}
      heads={
        <>
          <th>{t('events.keys.name')}</th>
          <th>{t('events.keys.key')}</th>
          <th>{t('events.keys.origins')}</th>
          <th>{t('events.keys.made')}</th>
          <th aria-label={t('events.keys.revoke')} />
        </>
      }
      row={(key) => <Row key={key.id} writeKey={key} />}
    >
      {newest ? (
        <div className="stack" style={{ marginTop: 16 }}>
          <p className="muted small">{t('events.keys.snippet')}</p>
          <pre className={styles.code}>{snippet(newest.key)}</pre>
        </div>
      ) : null}
      {isCreating ? <CreateDialog onClose={() => setCreating(false)} /> : null}
    </TableCard>
  );
};

const Row = ({ writeKey: { id, name, key, origins, createdAt } }: { writeKey: WriteKey }) => {
  const { t } = useTranslation();
  const { date } = useFormat();
  const revoke = useWrite(routes.revokeWriteKey, { refreshes: ['/write-keys'], onDone: () => toastDone(t('events.keys.revoked')) });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('events.keys.revokeTitle', { name }),
      affects: t('events.keys.revokeAffects'),
      action: t('events.keys.revokeAction'),
    };
    if (await confirmDestructive(question)) revoke.mutate({ id });
  };
  return (
    <tr>
      <td>
        <b>{name}</b>
      </td>
      <td>
        <code>{key}</code>
      </td>
      <td className="small">{origins.length === 0 ? t('events.keys.anyOrigin') : origins.join(' · ')}</td>
      <td className="muted small">{date(createdAt)}</td>
      <td>
        <Button small kind="danger" onClick={() => void ask()}>
          {t('events.keys.revoke')}
        </Button>
      </td>
    </tr>
  );
};

const CreateDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [origins, setOrigins] = useState('');
  const create = useWrite(routes.createWriteKey, { refreshes: ['/write-keys'] });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const list = origins.split(/\s+/).filter((origin) => origin !== '');
    if (name.trim() !== '') create.mutate({ body: { name: name.trim(), origins: list, perMinute: DEFAULT_PER_MINUTE } });
  };
  return (
    <Modal opened onClose={onClose} title={t('events.keys.create')} closeOnClickOutside={!create.data} size={560}>
      {create.data ? (
        <>
          <div className="stack">
            <Once label={t('events.keys.keyIs')} text={create.data.key} />
            <Once label={t('events.keys.secretIs')} text={create.data.secret} />
          </div>
          <Footer>
            <Button kind="seal" onClick={onClose}>
              {t('settings.tokens.done')}
            </Button>
          </Footer>
        </>
      ) : (
        <form onSubmit={submit}>
          <div className="stack">
            <TextInput label={t('events.keys.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
            <Textarea
              label={t('events.keys.origins')}
              description={t('events.keys.originsWhy')}
              placeholder="https://shop.example"
              autosize
              minRows={2}
              value={origins}
              onChange={(event) => setOrigins(event.currentTarget.value)}
            />
          </div>
          <Footer>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="seal" type="submit" disabled={name.trim() === ''} busy={create.isPending}>
              {t('events.keys.make')}
            </Button>
          </Footer>
        </form>
      )}
    </Modal>
  );
};
