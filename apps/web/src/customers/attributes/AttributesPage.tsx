import { type AttributeType, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import table from '../../admin/settings/table.module.css';
import { useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, Chip, cssVariable, EmptyState, ErrorNote, Loading, Page, SearchField } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import styles from './attributes.module.css';
import { ContactRulesCard } from './ContactRulesCard.js';
import { RuleDrawer } from './RuleDrawer.js';
import { meaningOf } from './type-words.js';

/** All attributes that customers have: what they mean, of how many customers each is known, and which source goes before which. */
export const AttributesPage = () => {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [isRuling, setRuling] = useState(false);
  const types = useRead(routes.attributeTypes, { query: query ? { query } : {} }, { keep: true, every: 3000 });
  const items = types.data?.items;
  return (
    <>
      <PageTop title={t('attributes.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} />
      <Page>
        <CustomersNav />
        <Card
          title={t('attributes.title')}
          lead={t('attributes.list.lead')}
          actions={
            <>
              <SearchField label={t('attributes.list.search')} onSearch={setQuery} />
              <Look run={types.data?.run ?? null} />
              <Button small onClick={() => setRuling(true)}>
                {t('attributes.rule.open')}
              </Button>
            </>
          }
        >
          {types.error && !items ? <ErrorNote error={types.error} retry={() => void types.refetch()} /> : null}
          {!items && !types.error ? <Loading lines={5} /> : null}
          {items?.length === 0 ? (
            <EmptyState
              icon="list"
              title={t(query ? 'attributes.list.noneFound' : 'attributes.list.emptyTitle')}
              body={t('attributes.list.emptyBody')}
            />
          ) : null}
          {items && items.length > 0 ? <Types items={items} /> : null}
        </Card>
        <ContactRulesCard />
        {isRuling ? <RuleDrawer name={null} onClose={() => setRuling(false)} /> : null}
      </Page>
    </>
  );
};

/** Looks at the customers anew, and says how far that is. */
const Look = ({ run }: { run: { done: number; total: number } | null }) => {
  const { t } = useTranslation();
  const may = useMay(routes.lookAtAttributes);
  const look = useWrite(routes.lookAtAttributes, { refreshes: ['/attribute-types'] });
  if (run)
    return (
      <span className="muted small" aria-live="polite">
        {t('attributes.list.looking', run)}
      </span>
    );
  if (!may) return null;
  return (
    <Button small icon="refresh" busy={look.isPending} onClick={() => look.mutate({})}>
      {t('attributes.list.look')}
    </Button>
  );
};

const Types = ({ items }: { items: readonly AttributeType[] }) => {
  const { t } = useTranslation();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th>{t('attributes.list.name')}</th>
          <th>{t('attributes.list.kind')}</th>
          <th>{t('attributes.list.fill')}</th>
          <th>{t('attributes.list.lastWritten')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((type) => (
          <Row key={type.name} type={type} />
        ))}
      </tbody>
    </table>
  );
};

const Row = ({ type }: { type: AttributeType }) => {
  const { t, i18n } = useTranslation();
  const { number, percent, dateTime } = useFormat();
  const { name, kind, label, found, retired, sensitive, computed } = type;
  const meaning = meaningOf(type, i18n.language);
  const share = found && found.total > 0 ? found.people / found.total : 0;
  return (
    <tr data-quiet={retired || undefined}>
      <td>
        <Link to={`/customers/attributes/${encodeURIComponent(name)}`}>
          <b>{label ?? name}</b>
        </Link>{' '}
        {label ? <code>{name}</code> : null} {computed ? <Chip>{t('attributes.list.computed')}</Chip> : null}{' '}
        {sensitive ? <Chip tone="warn">{t('attributes.list.sensitive')}</Chip> : null}{' '}
        {retired ? <Chip>{t('attributes.list.retired')}</Chip> : null}
        {meaning ? <div className="muted small">{meaning}</div> : null}
      </td>
      <td>
        {t(`customers.imports.types.${kind}`)}{' '}
        {found && found.otherKinds > 0 ? <Chip tone="warn">{t('attributes.list.mixed', { count: found.otherKinds })}</Chip> : null}
      </td>
      <td>
        {found ? (
          <span className={styles.fill} title={t('attributes.list.of', { people: number(found.people), total: number(found.total) })}>
            <span className={styles.bar} style={cssVariable('--part', share)} aria-hidden="true" />
            {percent(share)}
          </span>
        ) : (
          <span className="faint">{t('attributes.list.notYet')}</span>
        )}
      </td>
      <td className="muted small">{found?.lastWrittenAt ? dateTime(found.lastWrittenAt) : '–'}</td>
    </tr>
  );
};
