import { type Merge, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Chip, type Column, DataTable, EmptyState } from '../../ui/index.js';
import { partyName } from './party.js';
import { UndoMerge } from './UndoMerge.js';

/** Everybody who was put together, newest first. */
export const MergeLog = () => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const pages = usePages(routes.merges, {}, { every: 10_000 });
  const columns: Column<Merge>[] = [
    { key: 'kept', head: t('merges.log.kept'), cell: ({ kept }) => <Link to={`/customers/${kept.id}`}>{partyName(kept)}</Link> },
    { key: 'merged', head: t('merges.log.merged'), cell: ({ merged }) => partyName(merged) },
    { key: 'by', head: t('merges.log.by'), width: 150, cell: ({ rule }) => t(`merges.log.rule.${rule}`) },
    {
      key: 'cause',
      head: t('merges.log.cause'),
      cell: ({ cause }) => <span className="muted small">{cause.map(({ value }) => value).join(' · ')}</span>,
    },
    { key: 'when', head: t('merges.log.when'), width: 150, cell: ({ at }) => <span className="muted small">{dateTime(at)}</span> },
    {
      key: 'undo',
      head: '',
      width: 110,
      cell: (merge) => (merge.undoneAt === null ? <UndoMerge merge={merge} /> : <Chip tone="plain">{t('merges.log.undone')}</Chip>),
    },
  ];
  return (
    <DataTable
      label={t('merges.parts.log')}
      columns={columns}
      pages={pages}
      rowKey={({ id }) => id}
      empty={<EmptyState icon="people" title={t('merges.log.emptyTitle')} body={t('merges.log.emptyBody')} />}
    />
  );
};
