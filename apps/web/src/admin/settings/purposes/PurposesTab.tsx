import { type MessagePurposeDetail, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../../api/hooks.js';
import { useMay } from '../../../app/session.js';
import { useWordsLocale } from '../../../customers/privacy/purpose-words.js';
import { IconButton } from '../../../ui/Button.js';
import { Button, Card, Chip, EmptyState, ErrorNote, Loading, toastDone } from '../../../ui/index.js';
import table from '../table.module.css';
import { PurposeDialog } from './PurposeDialog.js';

type Open = 'new' | MessagePurposeDetail | null;

/** What messages are for: customers agree to each, or refuse it. */
export const PurposesTab = () => {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open>(null);
  const may = useMay(routes.createPurpose);
  const { data, error, refetch } = useRead(routes.purposes);
  const items = data?.items;
  const create = may ? (
    <Button kind="seal" icon="plus" onClick={() => setOpen('new')}>
      {t('privacy.purposes.create')}
    </Button>
  ) : null;
  return (
    <Card title={t('settings.tabs.purposes')} lead={t('privacy.purposes.lead')} actions={items && items.length > 0 ? create : null}>
      {error && !items ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
      {!items && !error ? <Loading lines={3} /> : null}
      {items?.length === 0 ? (
        <EmptyState icon="mail" title={t('privacy.purposes.emptyTitle')} body={t('privacy.purposes.emptyBody')} action={create} />
      ) : null}
      {items && items.length > 0 ? (
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('privacy.purposes.name')}</th>
              <th>{t('privacy.purposes.basis')}</th>
              <th>{t('privacy.purposes.key')}</th>
              {may ? <th aria-label={t('privacy.purposes.edit')} /> : null}
            </tr>
          </thead>
          <tbody>
            {items.map((purpose) => (
              <Row key={purpose.key} purpose={purpose} {...(may ? { edit: () => setOpen(purpose) } : {})} />
            ))}
          </tbody>
        </table>
      ) : null}
      {open === null ? null : <PurposeDialog {...(open === 'new' ? {} : { purpose: open })} onClose={() => setOpen(null)} />}
    </Card>
  );
};

const Row = ({ purpose, edit }: { purpose: MessagePurposeDetail; edit?: () => void }) => {
  const { t } = useTranslation();
  const locale = useWordsLocale();
  const { key, names, details, basis, isArchived } = purpose;
  const change = useWrite(routes.changePurpose, { refreshes: ['/purposes'], onDone: () => toastDone(t('settings.saved')) });
  return (
    <tr data-quiet={isArchived || undefined}>
      <td>
        <b>{names[locale]}</b> {isArchived ? <Chip>{t('privacy.purposes.archived')}</Chip> : null}
        {details[locale] ? <p className="muted small">{details[locale]}</p> : null}
      </td>
      <td>{t(`privacy.purposes.bases.${basis}`)}</td>
      <td>
        <code>{key}</code>
      </td>
      {edit ? (
        <td>
          <IconButton icon="edit" label={`${t('privacy.purposes.edit')}: ${names[locale]}`} onClick={edit} />
          <Button small busy={change.isPending} onClick={() => change.mutate({ id: key, body: { isArchived: !isArchived } })}>
            {t(isArchived ? 'privacy.purposes.takeOut' : 'privacy.purposes.putAway')}
          </Button>
        </td>
      ) : null}
    </tr>
  );
};
