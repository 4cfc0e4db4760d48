import { TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { type Connector, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { explain, fieldError } from '../../api/problem.js';
import { Button } from '../../ui/index.js';
import type { Values } from './fields.js';

interface DkimPartProps {
  /** `null`: a new one, which can't sign yet. */
  readonly connector: Connector | null;
  readonly values: Values;
  onChange(values: Values): void;
}

const domainOf = (from: Values[string] | undefined): string => /@([^\s>]+)/.exec(String(from ?? ''))?.[1] ?? '';

/** The signature of mails: makes its keys, and shows the DNS record by which receivers check it. */
export const DkimPart = ({ connector, values, onChange }: DkimPartProps) => {
  const { t } = useTranslation();
  const [domain, setDomain] = useState(String(values['dkimDomain'] ?? '') || domainOf(values['from']));
  const [selector, setSelector] = useState('wayfare');
  const make = useWrite(routes.makeDkimKey, {
    quiet: true,
    refreshes: ['/connectors'],
    onDone: ({ settings }) =>
      onChange({ ...values, dkimDomain: String(settings['dkimDomain'] ?? ''), dkimSelector: String(settings['dkimSelector'] ?? '') }),
  });
  if (!connector) return <p className="muted small">{t('connectors.dkim.later')}</p>;
  const record = values['dkimDomain'] ? (make.data ?? connector).dkimRecord : null;
  return (
    <>
      <p className="muted small">{t(record ? 'connectors.dkim.signs' : 'connectors.dkim.lead')}</p>
      {record ? <DnsRecord record={record} onStop={() => onChange({ ...values, dkimDomain: '', dkimSelector: '' })} /> : null}
      <TextInput
        label={t('connectors.dkim.domain')}
        value={domain}
        error={fieldError(make.error, 'settings.dkimDomain')}
        onChange={(event) => setDomain(event.currentTarget.value)}
      />
      <TextInput
        label={t('connectors.dkim.selector')}
        description={record ? t('connectors.dkim.selectorHint') : undefined}
        value={selector}
        error={fieldError(make.error, 'settings.dkimSelector')}
        onChange={(event) => setSelector(event.currentTarget.value)}
      />
      {make.error ? (
        <p role="alert" className="small" style={{ color: 'var(--bad)' }}>
          {explain(make.error, t)}
        </p>
      ) : null}
      <Button
        busy={make.isPending}
        disabled={domain.trim() === '' || selector.trim() === ''}
        onClick={() => make.mutate({ id: connector.id, body: { domain: domain.trim(), selector: selector.trim() } })}
      >
        {t(record ? 'connectors.dkim.makeAnew' : 'connectors.dkim.make')}
      </Button>
    </>
  );
};

interface DnsRecordProps {
  readonly record: NonNullable<Connector['dkimRecord']>;
  onStop(): void;
}

const DnsRecord = ({ record, onStop }: DnsRecordProps) => {
  const { t } = useTranslation();
  const clipboard = useClipboard();
  return (
    <div className="stack">
      <TextInput label={t('connectors.dkim.recordName')} value={record.name} readOnly />
      <TextInput label={t('connectors.dkim.recordValue')} value={record.value} readOnly />
      <div className="row">
        <Button small icon="copy" onClick={() => clipboard.copy(record.value)}>
          {t(clipboard.copied ? 'settings.tokens.copied' : 'settings.tokens.copy')}
        </Button>
        <Button small onClick={onStop}>
          {t('connectors.dkim.stop')}
        </Button>
      </div>
    </div>
  );
};
