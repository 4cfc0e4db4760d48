import { NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ConnectionDraft, DEFAULTS, PORTS, readHeaders } from './connection.js';
import styles from './sources.module.css';

export type Change = (change: Partial<ConnectionDraft>) => void;

interface FieldsProps {
  readonly draft: ConnectionDraft;
  readonly change: Change;
}

const Secret = ({ draft, change }: FieldsProps) => {
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

/** Where a database is, who asks, and how the way there is kept safe. */
export const DatabaseFields = ({ draft, change }: FieldsProps) => {
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
      {draft.tls === 'verified' ? (
        <Textarea
          className={styles.wide}
          label={t('sources.connection.ca')}
          description={t('sources.connection.caLead')}
          placeholder="-----BEGIN CERTIFICATE-----"
          autosize
          minRows={2}
          maxRows={8}
          value={draft.ca}
          onChange={(event) => change({ ca: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
};

/** How long is waited, and how much is read. */
export const LimitFields = ({ draft, change }: FieldsProps) => {
  const { t } = useTranslation();
  return (
    <>
      <NumberInput
        label={t('sources.connection.timeout')}
        description={t('sources.connection.timeoutLead')}
        min={1}
        max={3600}
        value={draft.timeoutSeconds}
        onChange={(value) => change({ timeoutSeconds: Number(value) || DEFAULTS.timeoutSeconds })}
      />
      <NumberInput
        label={t('sources.connection.mostRows')}
        description={t('sources.connection.mostRowsLead')}
        min={1}
        max={50_000_000}
        thousandSeparator=","
        value={draft.mostRows}
        onChange={(value) => change({ mostRows: Number(value) || DEFAULTS.mostRows })}
      />
    </>
  );
};

const AUTHS = ['none', 'bearer', 'basic', 'header', 'query'] as const;

/** Where an HTTP interface is, and how a call shows who it is. */
export const HttpFields = ({ draft, change }: FieldsProps) => {
  const { t } = useTranslation();
  const { wrongLine } = readHeaders(draft.headers);
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
      <Textarea
        className={styles.wide}
        label={t('sources.connection.headers')}
        description={t('sources.connection.headersLead')}
        placeholder="X-Shop: 12"
        autosize
        minRows={2}
        maxRows={8}
        error={wrongLine === null ? null : t('sources.connection.headerWrong', { line: wrongLine })}
        value={draft.headers}
        onChange={(event) => change({ headers: event.currentTarget.value })}
      />
    </>
  );
};
