import { Checkbox, Drawer, TagsInput, TextInput } from '@mantine/core';
import { type CustomerInput, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../api/hooks.js';
import { explain, fieldError } from '../api/problem.js';
import { CONSENT_CHANNELS } from '../audiences/condition/names.js';
import { Button, Footer, personName, toastDone } from '../ui/index.js';

interface CreateCustomerDrawerProps {
  readonly opened: boolean;
  onClose(): void;
}

export const CreateCustomerDrawer = ({ opened, onClose }: CreateCustomerDrawerProps) => {
  const { t } = useTranslation();
  return (
    <Drawer opened={opened} onClose={onClose} title={t('customers.create.title')}>
      {opened ? <Form onClose={onClose} /> : null}
    </Drawer>
  );
};

const FIELDS = ['externalId', 'email', 'phone', 'name'] as const;
type Texts = Record<(typeof FIELDS)[number], string>;
const NOTHING: Texts = { externalId: '', email: '', phone: '', name: '' };

/** What was filled in, as the api takes it; empty fields are left out. */
const inputOf = (texts: Texts, tags: string[], consent: readonly string[]): CustomerInput => {
  const { name, ...keys } = Object.fromEntries(FIELDS.map((field) => [field, texts[field].trim()]).filter(([, text]) => text !== ''));
  return {
    ...keys,
    ...(name === undefined ? {} : { attributes: { name } }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(consent.length === 0 ? {} : { consent: Object.fromEntries(consent.map((channel) => [channel, true])) }),
  };
};

const Form = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [texts, setTexts] = useState<Texts>(NOTHING);
  const [tags, setTags] = useState<string[]>([]);
  const [consent, setConsent] = useState<string[]>([]);
  const create = useWrite(routes.createCustomer, {
    quiet: true,
    refreshes: ['/customers'],
    onDone: (customer) => {
      toastDone(t('customers.create.made', { name: personName(customer) }));
      onClose();
      void navigate(`/customers/${customer.id}`);
    },
  });
  const isReady = (['externalId', 'email', 'phone'] as const).some((field) => texts[field].trim() !== '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) create.mutate({ body: inputOf(texts, tags, consent) });
  };
  return (
    <form onSubmit={submit}>
      <div className="stack">
        <p className="muted small">{t('customers.create.lead')}</p>
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            label={t(`customers.create.${field}`)}
            type={field === 'email' ? 'email' : 'text'}
            value={texts[field]}
            error={fieldError(create.error, field)}
            data-autofocus={field === 'externalId' || undefined}
            onChange={(event) => setTexts({ ...texts, [field]: event.currentTarget.value })}
          />
        ))}
        <TagsInput label={t('customers.create.tags')} value={tags} onChange={setTags} acceptValueOnBlur />
        <Checkbox.Group label={t('customers.create.consent')} value={consent} onChange={setConsent}>
          <div className="row" style={{ marginTop: 6, gap: 18 }}>
            {CONSENT_CHANNELS.slice(0, 3).map((channel) => (
              <Checkbox key={channel} value={channel} label={t(`common.channel.${channel}`)} />
            ))}
          </div>
        </Checkbox.Group>
        {create.error ? (
          <p className="small" role="alert" style={{ color: 'var(--bad)' }}>
            {explain(create.error, t)}
          </p>
        ) : null}
        {isReady ? null : <p className="faint small">{t('customers.create.need')}</p>}
      </div>
      <Footer>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button kind="seal" type="submit" disabled={!isReady} busy={create.isPending}>
          {t('customers.create.make')}
        </Button>
      </Footer>
    </form>
  );
};
