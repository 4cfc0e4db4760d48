import { Drawer, NumberInput, PasswordInput, Switch, TextInput } from '@mantine/core';
import { type Connector, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { explain, fieldError, hasFields } from '../../api/problem.js';
import { Button, Footer, Segmented, toastDone } from '../../ui/index.js';
import styles from '../admin.module.css';
import { DkimPart } from './DkimPart.js';
import { type ConnectorKind, type Field, inputOf, isReady, SECTIONS, type Values, valuesOf } from './fields.js';

interface ConnectorDrawerProps {
  /** `null`: a new one. */
  readonly connector: Connector | null;
  onClose(): void;
}

/** Connects a channel, or changes how it is connected. Secrets are typed here and never seen again. */
export const ConnectorDrawer = ({ connector, onClose }: ConnectorDrawerProps) => {
  const { t } = useTranslation();
  const title = connector ? t('connectors.form.editTitle', { name: connector.name }) : t('connectors.form.createTitle');
  return (
    <Drawer opened onClose={onClose} title={title} size={480}>
      <Form connector={connector} onClose={onClose} />
    </Drawer>
  );
};

const KINDS = ['smtp', 'webhook'] as const satisfies readonly ConnectorKind[];

const Form = ({ connector, onClose }: ConnectorDrawerProps) => {
  const { t } = useTranslation();
  const [kind, setKind] = useState<ConnectorKind>(connector?.kind ?? 'smtp');
  const [name, setName] = useState(connector?.name ?? '');
  const [isDefault, setDefault] = useState(connector?.isDefault ?? true);
  const [values, setValues] = useState<Values>(() => valuesOf(kind, connector?.settings ?? null));
  const done = (saved: Connector): void => {
    toastDone(t(connector ? 'connectors.saved' : 'connectors.created', { name: saved.name }));
    onClose();
  };
  const create = useWrite(routes.createConnector, { quiet: true, refreshes: ['/connectors', '/home'], onDone: done });
  const change = useWrite(routes.changeConnector, { quiet: true, refreshes: ['/connectors', '/home'], onDone: done });
  const error = create.error ?? change.error;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { settings, secrets } = inputOf(kind, values);
    const common = { name: name.trim(), settings, secrets, isDefault };
    if (connector) change.mutate({ id: connector.id, body: common });
    else create.mutate({ body: { kind, ...common } });
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <div className="stack">
        {connector ? null : (
          <>
            <Segmented<ConnectorKind>
              label={t('connectors.form.kind')}
              value={kind}
              options={KINDS.map((value) => ({ value, label: t(`connectors.kind.${value}`) }))}
              onChange={(next) => {
                setKind(next);
                setValues(valuesOf(next, null));
              }}
            />
            <p className="muted small">{t(`connectors.kindLead.${kind}`)}</p>
          </>
        )}
        <TextInput
          label={t('connectors.form.name')}
          value={name}
          error={fieldError(error, 'name')}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {SECTIONS[kind].map((section) => (
          <fieldset key={section.title} className={styles.section}>
            <legend>{t(`connectors.form.${section.title}`)}</legend>
            {section.title === 'dkim' ? <DkimPart connector={connector} values={values} onChange={setValues} /> : null}
            {section.fields.map((field) => (
              <Setting
                key={field.name}
                field={field}
                value={values[field.name] ?? ''}
                isSet={connector?.secretsSet.includes(field.name) ?? false}
                error={fieldError(error, `settings.${field.name}`) ?? fieldError(error, `secrets.${field.name}`)}
                onChange={(value) => setValues({ ...values, [field.name]: value })}
              />
            ))}
          </fieldset>
        ))}
        <Switch
          label={t('connectors.form.isDefault')}
          description={t('connectors.form.isDefaultHint')}
          checked={isDefault}
          onChange={(event) => setDefault(event.currentTarget.checked)}
        />
        {error ? (
          <p role="alert" className="small" style={{ color: 'var(--bad)' }}>
            {hasFields(error) ? t('connectors.form.seeFields') : explain(error, t)}
          </p>
        ) : null}
      </div>
      <Footer>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          kind="seal"
          type="submit"
          disabled={name.trim() === '' || !isReady(kind, values)}
          busy={create.isPending || change.isPending}
        >
          {connector ? t('connectors.form.save') : t('connectors.form.create')}
        </Button>
      </Footer>
    </form>
  );
};

interface SettingProps {
  readonly field: Field;
  readonly value: string | number | boolean;
  /** A secret that is stored already. */
  readonly isSet: boolean;
  readonly error: string | undefined;
  onChange(value: string | number | boolean): void;
}

const HINTED: ReadonlySet<string> = new Set(['from', 'atLeastOnce', 'ratePerSecond', 'signingKey', 'url', 'allowPrivate']);

const Setting = ({ field, value, isSet, error, onChange }: SettingProps) => {
  const { t } = useTranslation();
  const label = t(`connectors.field.${field.name}`);
  const hint = HINTED.has(field.name) ? t(`connectors.hint.${field.name}`) : undefined;
  const shared = { label, description: hint, error, ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }) };
  switch (field.type) {
    case 'switch':
      return (
        <Switch label={label} description={hint} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          placeholder={field.name === 'ratePerSecond' ? t('connectors.form.unlimited') : ''}
          min={0}
          hideControls
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : '')}
        />
      );
    case 'secret': {
      const Input = field.isReadable ? TextInput : PasswordInput;
      return (
        <Input
          {...shared}
          autoComplete={field.isReadable ? 'off' : 'new-password'}
          placeholder={isSet ? t('connectors.form.secretSet') : ''}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    }
    case 'kept':
      return null;
    case 'text':
      return <TextInput {...shared} value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
};
