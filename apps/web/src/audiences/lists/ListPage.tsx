import { type ListMember, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { usePages, useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { customerColumns } from '../../customers/columns.js';
import { useFormat } from '../../i18n/format.js';
import {
  Chip,
  type Column,
  confirmDestructive,
  DataTable,
  EmptyState,
  ErrorNote,
  IconButton,
  Page,
  SearchField,
  toastDone,
} from '../../ui/index.js';
import { FindAlikeButton } from '../alike/FindAlike.js';
import styles from '../audiences.module.css';
import { useAudienceNames } from '../condition/use-audience-names.js';
import { UsesCard, useUses } from '../UsesCard.js';
import { originWords } from './origin.js';

/** The people of one list. */
export const ListPage = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const [query, setQuery] = useState('');
  const found = useRead(routes.list, { id });
  const list = found.data;
  const uses = useUses('list', id).data?.uses;
  const isHeld = uses?.some(({ holds }) => holds) ?? false;
  const { names } = useAudienceNames();
  const pages = usePages(routes.listCustomers, { id, query: { query } });
  const membership: Column<ListMember> = {
    key: 'membership',
    head: t('audiences.people.since'),
    cell: (member) => <Membership member={member} />,
    width: 170,
  };
  const may = useMay(routes.deleteList);
  const remove = useWrite(routes.deleteList, {
    refreshes: ['/lists'],
    onDone: () => {
      toastDone(t('audiences.lists.deleted'));
      void navigate('/audiences?tab=lists');
    },
  });
  const askAndRemove = async (name: string, people: number): Promise<void> => {
    const question = {
      title: t('audiences.lists.deleteTitle', { name }),
      affects: t('audiences.lists.deleteAffects', { count: people }),
      action: t('audiences.lists.deleteAction'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id });
  };
  return (
    <>
      <PageTop
        title={list?.name ?? t('audiences.people.title')}
        crumbs={[{ label: t('audiences.title'), to: '/audiences?tab=lists' }]}
        chips={list ? <Chip>{t('common.people.count', { count: list.people })}</Chip> : null}
        actions={
          list && may ? (
            <>
              <IconButton
                icon="trash"
                label={isHeld ? t('audiences.uses.held.list') : t('audiences.lists.deleteAction')}
                disabled={isHeld}
                onClick={() => void askAndRemove(list.name, list.people)}
              />
              <FindAlikeButton seed={{ list: id }} />
            </>
          ) : null
        }
      />
      <Page>
        <div className={styles.bar}>
          <SearchField label={t('audiences.people.search')} onSearch={setQuery} />
          {list ? (
            <span className="muted small">
              {originWords(list.origin, names.segments ?? new Map(), t, format)} · {format.dateTime(list.createdAt)}
            </span>
          ) : null}
        </div>
        {uses && uses.length > 0 ? <UsesCard of="list" id={id} /> : null}
        {found.error ? <ErrorNote error={found.error} /> : null}
        <DataTable<ListMember>
          label={t('audiences.people.title')}
          columns={[...customerColumns(t, format).filter(({ key }) => key !== 'since'), membership]}
          pages={pages}
          rowKey={(customer) => customer.id}
          onRow={(customer) => void navigate(`/customers/${customer.id}`)}
          empty={<EmptyState icon="people" title={t('audiences.people.empty')} />}
        />
      </Page>
    </>
  );
};

/** Since when somebody is on the list, and why. */
const Membership = ({ member: { membership } }: { member: ListMember }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  if (!membership) return null;
  const [kind = 'unknown', of] = membership.source?.split(':') ?? [];
  const words = t(`audiences.people.source.${kind}`, { defaultValue: t('audiences.people.source.unknown') });
  return (
    <span className="small">
      {kind === 'journey' && of ? <Link to={`/journeys/${of}`}>{words}</Link> : words}
      <span className="muted nowrap"> · {dateTime(membership.addedAt)}</span>
    </span>
  );
};
