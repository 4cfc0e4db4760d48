import { NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ConnectionDraft, DEFAULTS, PORTS, readHeaders } from './connection.js';
import styles from './sources.module.css';

export type Change = (change: Partial<ConnectionDraft>) => void;

interface FieldsProps {
  readonly draft: ConnectionDraft;
  readonly change: Change;
  /** What is wrong with a field, by the path that the api names: `settings.host`. */
  wrong(path: string): string | undefined;
}

const Secret = ({ draft, change, wrong }: FieldsProps) => {
  const { t } = useTranslation();
  return (
    <PasswordInput
      label={t(draft.kind === 'http' && draft.auth !== 'basic' ? 'sources.connection.token' : 'sources.connection.password')}
      placeholder={draft.secret === null ? t('sources.connection.kept') : ''}
      autoComplete="new-password"
      error={wrong('secret')}
      value={draft.secret ?? ''}
      onChange={(event) => change({ secret: event.currentTarget.value })}
    />
  );
};

const TLS = ['verified', 'encrypted', 'off'] as const;

/** Where a database is, who asks, and how the way there is kept safe. */
export const DatabaseFields = ({ draft, change, wrong }: FieldsProps) => {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('sources.connection.host')}
        error={wrong('settings.host')}
        value={draft.host}
        onChange={(event) => change({ host: event.currentTarget.value })}
      />
      <NumberInput
        label={t('sources.connection.port')}
        min={1}
        max={65_535}
        error={wrong('settings.port')}
        value={draft.port}
        onChange={(value) => change({ port: Number(value) || PORTS[draft.kind] })}
      />
      <TextInput
        label={t('sources.connection.database')}
        error={wrong('settings.database')}
        value={draft.database}
        onChange={(event) => change({ database: event.currentTarget.value })}
      />
      <TextInput
        label={t('sources.connection.user')}
        autoComplete="off"
        error={wrong('settings.user')}
        value={draft.user}
        onChange={(event) => change({ user: event.currentTarget.value })}
      />
      <Secret draft={draft} change={change} wrong={wrong} />
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
          error={wrong('settings.ca')}
          value={draft.ca}
          onChange={(event) => change({ ca: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
};

/** How long is waited, and how much is read. */
export const LimitFields = ({ draft, change, wrong }: FieldsProps) => {
  const { t } = useTranslation();
  return (
    <>
      <NumberInput
        label={t('sources.connection.timeout')}
        description={t('sources.connection.timeoutLead')}
        min={1}
        max={3600}
        error={wrong('settings.timeoutSeconds')}
        value={draft.timeoutSeconds}
        onChange={(value) => change({ timeoutSeconds: Number(value) || DEFAULTS.timeoutSeconds })}
      />
      <NumberInput
        label={t('sources.connection.mostRows')}
        description={t('sources.connection.mostRowsLead')}
        min={1}
        max={50_000_000}
        thousandSeparator=","
        error={wrong('settings.mostRows')}
        value={draft.mostRows}
        onChange={(value) => change({ mostRows: Number(value) || DEFAULTS.mostRows })}
      />
    </>
  );
};

const AUTHS = ['none', 'bearer', 'basic', 'header', 'query'] as const;

/** Where an HTTP interface is, and how a call shows who it is. */
export const HttpFields = ({ draft, change, wrong }: FieldsProps) => {
  const { t } = useTranslation();
  const { wrongLine } = readHeaders(draft.headers);
  return (
    <>
      <TextInput
        label={t('sources.connection.url')}
        placeholder="https://shop.example/api"
        error={wrong('settings.url')}
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
          error={wrong('settings.authName')}
          value={draft.authName}
          onChange={(event) => change({ authName: event.currentTarget.value })}
        />
      ) : null}
      {draft.auth === 'none' ? null : <Secret draft={draft} change={change} wrong={wrong} />}
      <Textarea
        className={styles.wide}
        label={t('sources.connection.headers')}
        description={t('sources.connection.headersLead')}
        placeholder="X-Shop: 12"
        autosize
        minRows={2}
        maxRows={8}
        error={wrongLine === null ? wrong('settings.headers') : t('sources.connection.headerWrong', { line: wrongLine })}
        value={draft.headers}
        onChange={(event) => change({ headers: event.currentTarget.value })}
      />
    </>
  );
};
