import { type Customer, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { usePages, useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { customerColumns } from '../../customers/columns.js';
import { useFormat } from '../../i18n/format.js';
import { Chip, confirmDestructive, DataTable, EmptyState, ErrorNote, IconButton, Page, SearchField, toastDone } from '../../ui/index.js';
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
  const isHeld = useUses('list', id).data?.uses.some(({ holds }) => holds) ?? false;
  const { names } = useAudienceNames();
  const pages = usePages(routes.listCustomers, { id, query: { query } });
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
        {found.error ? <ErrorNote error={found.error} /> : null}
        <DataTable<Customer>
          label={t('audiences.people.title')}
          columns={customerColumns(t, format)}
          pages={pages}
          rowKey={(customer) => customer.id}
          onRow={(customer) => void navigate(`/customers/${customer.id}`)}
          empty={<EmptyState icon="people" title={t('audiences.people.empty')} />}
        />
        <UsesCard of="list" id={id} />
      </Page>
    </>
  );
};
