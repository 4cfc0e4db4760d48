import { Modal, Switch, Textarea, TextInput } from '@mantine/core';
import { type InboundHook, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Chip, confirmDestructive, ErrorNote, Footer, Loading, toastDone } from '../../ui/index.js';
import styles from './events.module.css';
import { toneOf } from './FatesPart.js';
import { MappingFields, type MappingText, mappingOf, NO_MAPPING, textOf } from './MappingFields.js';
import { Once } from './Once.js';
import { TableCard } from './TableCard.js';

type Open = { readonly what: 'new' } | { readonly what: 'change' | 'deliveries'; readonly hook: InboundHook };
const addressOf = (id: string): string => `${location.origin}/api/v1/hooks/${id}`;

/** Addresses to which other systems send what they have to tell. */
export const HooksPart = () => {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open | null>(null);
  const hooks = useRead(routes.inboundHooks, {}, { every: 10_000 });
  const create = (
    <Button kind="seal" icon="plus" onClick={() => setOpen({ what: 'new' })}>
      {t('events.hooks.create')}
    </Button>
  );
  const close = (): void => setOpen(null);
  return (
    <TableCard
      title={t('events.parts.hooks')}
      lead={t('events.hooks.lead')}
      read={hooks}
      empty={{ icon: 'hook', title: t('events.hooks.emptyTitle'), body: t('events.hooks.emptyBody') }}
      create={create}
      heads={
        <>
          <th>{t('events.hooks.name')}</th>
          <th>{t('events.hooks.address')}</th>
          <th>{t('events.hooks.last')}</th>
          <th aria-label={t('events.hooks.change')} />
        </>
      }
      row={(hook) => <Row key={hook.id} hook={hook} onOpen={setOpen} />}
    >
      {open?.what === 'new' ? <HookDialog hook={null} onClose={close} /> : null}
      {open?.what === 'change' ? <HookDialog hook={open.hook} onClose={close} /> : null}
      {open?.what === 'deliveries' ? <Deliveries hook={open.hook} onClose={close} /> : null}
    </TableCard>
  );
};

const Row = ({ hook, onOpen }: { hook: InboundHook; onOpen(open: Open): void }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const remove = useWrite(routes.deleteInboundHook, { refreshes: ['/inbound-hooks'], onDone: () => toastDone(t('events.hooks.deleted')) });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('events.hooks.deleteTitle', { name: hook.name }),
      affects: t('events.hooks.deleteAffects'),
      action: t('events.hooks.deleteAction'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id: hook.id });
  };
  return (
    <tr data-quiet={!hook.enabled || undefined}>
      <td>
        <b>{hook.name}</b> {hook.enabled ? null : <Chip>{t('events.hooks.off')}</Chip>}
      </td>
      <td>
        <code>{addressOf(hook.id)}</code>
      </td>
      <td className="muted small">{hook.lastAt ? dateTime(hook.lastAt) : t('events.hooks.never')}</td>
      <td>
        <Button small onClick={() => onOpen({ what: 'deliveries', hook })}>
          {t('events.hooks.deliveries')}
        </Button>{' '}
        <Button small onClick={() => onOpen({ what: 'change', hook })}>
          {t('events.hooks.change')}
        </Button>{' '}
        <Button small kind="danger" onClick={() => void ask()}>
          {t('events.hooks.delete')}
        </Button>
      </td>
    </tr>
  );
};

const HookDialog = ({ hook, onClose }: { hook: InboundHook | null; onClose(): void }) => {
  const { t } = useTranslation();
  const [name, setName] = useState(hook?.name ?? '');
  const [enabled, setEnabled] = useState(hook?.enabled ?? true);
  const [text, setText] = useState<MappingText>(hook ? textOf(hook.mapping) : NO_MAPPING);
  const create = useWrite(routes.createInboundHook, { refreshes: ['/inbound-hooks'] });
  const change = useWrite(routes.changeInboundHook, { refreshes: ['/inbound-hooks'], onDone: onClose });
  const isReady = name.trim() !== '' && text.name.trim() !== '';
  const submit = (): void => {
    const mapping = mappingOf(text);
    if (hook) change.mutate({ id: hook.id, body: { name: name.trim(), mapping, enabled } });
    else create.mutate({ body: { name: name.trim(), mapping } });
  };
  return (
    <Modal opened onClose={onClose} title={hook ? hook.name : t('events.hooks.create')} closeOnClickOutside={false} size={720}>
      {create.data ? (
        <>
          <div className="stack">
            <Once label={t('events.hooks.address')} text={addressOf(create.data.id)} />
            <Once label={t('events.hooks.secretIs')} text={create.data.secret} />
            <p className="muted small">{t('events.hooks.howToSign')}</p>
          </div>
          <Footer>
            <Button kind="seal" onClick={onClose}>
              {t('settings.tokens.done')}
            </Button>
          </Footer>
        </>
      ) : (
        <>
          <div className="stack">
            <TextInput
              label={t('events.hooks.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <MappingFields text={text} onChange={setText} />
            <Trial text={text} />
            {hook ? (
              <Switch label={t('events.hooks.enabled')} checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />
            ) : null}
          </div>
          <Footer>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="seal" disabled={!isReady} busy={create.isPending || change.isPending} onClick={submit}>
              {hook ? t('common.save') : t('events.hooks.make')}
            </Button>
          </Footer>
        </>
      )}
    </Modal>
  );
};

/** What the mapping would make of a body that one pastes. */
const Trial = ({ text }: { text: MappingText }) => {
  const { t } = useTranslation();
  const [body, setBody] = useState('');
  const trial = useWrite(routes.tryHookMapping, {});
  const { event, problem } = trial.data ?? {};
  return (
    <>
      <Textarea
        label={t('events.hooks.sample')}
        description={t('events.hooks.sampleWhy')}
        autosize
        minRows={3}
        maxRows={8}
        value={body}
        onChange={(change) => setBody(change.currentTarget.value)}
      />
      <p>
        <Button
          small
          disabled={body.trim() === '' || text.name.trim() === ''}
          busy={trial.isPending}
          onClick={() => trial.mutate({ body: { mapping: mappingOf(text), body } })}
        >
          {t('events.hooks.try')}
        </Button>
      </p>
      {problem ? <Chip tone="warn">{problem}</Chip> : null}
      {event ? <pre className={styles.code}>{JSON.stringify(event, null, 2)}</pre> : null}
    </>
  );
};

const Deliveries = ({ hook, onClose }: { hook: InboundHook; onClose(): void }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const deliveries = useRead(routes.inboundDeliveries, { id: hook.id }, { every: 3_000 });
  const items = deliveries.data?.items;
  return (
    <Modal opened onClose={onClose} title={t('events.hooks.deliveriesOf', { name: hook.name })} size={720}>
      <div className="stack">
        {deliveries.error && !items ? <ErrorNote error={deliveries.error} retry={() => void deliveries.refetch()} /> : null}
        {!items && !deliveries.error ? <Loading lines={3} /> : null}
        {items?.length === 0 ? <p className="muted">{t('events.hooks.noDeliveries')}</p> : null}
        {items?.map(({ id, at, fate, message, event, body }) => (
          <div key={id} className="stack">
            <p>
              <Chip tone={toneOf(fate)}>{t(`events.fate.${fate}`)}</Chip> <span className="muted small">{dateTime(at)}</span>{' '}
              {event ? <b>{event}</b> : null} <span className="small">{message}</span>
            </p>
            {body === '' ? null : <pre className={styles.code}>{body}</pre>}
          </div>
        ))}
      </div>
    </Modal>
  );
};
