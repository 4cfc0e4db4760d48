import { Checkbox, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { routes, type Source, type SourceKind } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { Button, Card, Footer, Icon, Segmented } from '../../ui/index.js';
import { bodyOf, type ConnectionDraft, draftOf, isComplete, PORTS } from './connection.js';
import styles from './sources.module.css';
import { problemWords } from './words.js';

interface ConnectionFormProps {
  readonly source: Source | null;
  onSaved(source: Source): void;
}

type Change = (change: Partial<ConnectionDraft>) => void;
const KINDS = ['mysql', 'postgres', 'http'] as const satisfies readonly SourceKind[];

/** Where to read from, and a try of it before it is stored. */
export const ConnectionForm = ({ source, onSaved }: ConnectionFormProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(source));
  const tried = useWrite(routes.trySource);
  const make = useWrite(routes.createSource, { refreshes: ['/sources'], onDone: onSaved });
  const alter = useWrite(routes.changeSource, { refreshes: ['/sources'], onDone: onSaved });
  const change: Change = (part) => {
    tried.reset();
    setDraft((before) => ({ ...before, ...part }));
  };
  const body = bodyOf(draft, source);
  const attempt = (): void => {
    const { name: _name, ...connection } = body;
    tried.mutate({ body: { ...connection, ...(source ? { sourceId: source.id } : {}) } });
  };
  return (
    <Card title={t('sources.connection.title')} lead={t('sources.connection.lead')}>
      {source ? null : (
        <Segmented<SourceKind>
          label={t('sources.connection.kind')}
          value={draft.kind}
          options={KINDS.map((value) => ({ value, label: t(`sources.kinds.${value}`) }))}
          onChange={(kind) => change({ kind, port: PORTS[kind] })}
        />
      )}
      <div className={styles.fields}>
        <TextInput
          label={t('sources.connection.name')}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {draft.kind === 'http' ? <HttpFields draft={draft} change={change} /> : <DatabaseFields draft={draft} change={change} />}
        <Checkbox
          className={styles.wide}
          label={t('sources.connection.allowPrivate')}
          description={t('sources.connection.allowPrivateLead')}
          checked={draft.allowPrivate}
          onChange={(event) => change({ allowPrivate: event.currentTarget.checked })}
        />
      </div>
      {tried.data ? (
        <p role="status" className={tried.data.ok ? styles.good : styles.bad}>
          <Icon name={tried.data.ok ? 'check' : 'error'} size={15} />{' '}
          {tried.data.problem ? problemWords(tried.data.problem, t) : t('sources.connection.works', { says: tried.data.says })}
        </p>
      ) : null}
      <Footer>
        <Button disabled={!isComplete(draft)} busy={tried.isPending} onClick={attempt}>
          {t('sources.connection.try')}
        </Button>
        <Button
          kind="seal"
          disabled={!isComplete(draft)}
          busy={make.isPending || alter.isPending}
          onClick={() => (source ? alter.mutate({ id: source.id, body }) : make.mutate({ body }))}
        >
          {t('sources.connection.save')}
        </Button>
      </Footer>
    </Card>
  );
};

const Secret = ({ draft, change }: { draft: ConnectionDraft; change: Change }) => {
  const { t } = useTranslation();
  return (
    <PasswordInput
      label={t(draft.kind === 'http' && draft.auth !== 'basic' ? 'sources.connection.token' : 'sources.connection.password')}
      placeholder={draft.secret === null ? t('sources.connection.kept') : ''}
      autoComplete="new-password"
      value={draft.secret ?? ''}
      onChange={(event) => change({ secret: event.currentTarget.value })}
    />
  );
};

const TLS = ['verified', 'encrypted', 'off'] as const;

const DatabaseFields = ({ draft, change }: { draft: ConnectionDraft; change: Change }) => {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('sources.connection.host')}
        value={draft.host}
        onChange={(event) => change({ host: event.currentTarget.value })}
      />
      <NumberInput
        label={t('sources.connection.port')}
        min={1}
        max={65_535}
        value={draft.port}
        onChange={(value) => change({ port: Number(value) || PORTS[draft.kind] })}
      />
      <TextInput
        label={t('sources.connection.database')}
        value={draft.database}
        onChange={(event) => change({ database: event.currentTarget.value })}
      />
      <TextInput
        label={t('sources.connection.user')}
        autoComplete="off"
        value={draft.user}
        onChange={(event) => change({ user: event.currentTarget.value })}
      />
      <Secret draft={draft} change={change} />
      <Select
        label={t('sources.connection.tls')}
        allowDeselect={false}
        data={TLS.map((value) => ({ value, label: t(`sources.connection.tlsWays.${value}`) }))}
        value={draft.tls}
        onChange={(value) => change({ tls: TLS.find((one) => one === value) ?? 'verified' })}
      />
    </>
  );
};

const AUTHS = ['none', 'bearer', 'basic', 'header', 'query'] as const;

const HttpFields = ({ draft, change }: { draft: ConnectionDraft; change: Change }) => {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('sources.connection.url')}
        placeholder="https://shop.example/api"
        value={draft.url}
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      <Select
        label={t('sources.connection.auth')}
        allowDeselect={false}
        data={AUTHS.map((value) => ({ value, label: t(`sources.connection.auths.${value}`) }))}
        value={draft.auth}
        onChange={(value) => change({ auth: AUTHS.find((one) => one === value) ?? 'none' })}
      />
      {draft.auth === 'basic' || draft.auth === 'header' || draft.auth === 'query' ? (
        <TextInput
          label={t(`sources.connection.authNames.${draft.auth}`)}
          value={draft.authName}
          onChange={(event) => change({ authName: event.currentTarget.value })}
        />
      ) : null}
      {draft.auth === 'none' ? null : <Secret draft={draft} change={change} />}
    </>
  );
};
