import { routes, type TagBatch } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Card, type Column, DataTable, Num } from '../../ui/index.js';
import { originWords } from './words.js';

const EVERY = 5000;

/** What put a tag on people and took it away: a row for each mass of people. */
export const HistoryCard = ({ name }: { name: string }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const pages = usePages(routes.tagHistory, { id: name, query: { limit: 20 } }, { every: EVERY });
  const columns: Column<TagBatch>[] = [
    { key: 'at', head: t('tags.history.when'), width: 170, cell: ({ at }) => <span className="muted small">{dateTime(at)}</span> },
    { key: 'by', head: t('tags.history.by'), cell: (batch) => originWords(batch, t) },
    { key: 'added', head: t('tags.history.added'), numeric: true, width: 100, cell: ({ added }) => <Num value={added} /> },
    { key: 'removed', head: t('tags.history.removed'), numeric: true, width: 100, cell: ({ removed }) => <Num value={removed} /> },
  ];
  return (
    <Card title={t('tags.history.title')}>
      <DataTable
        label={t('tags.history.title')}
        columns={columns}
        pages={pages}
        rowKey={({ at, origin, originId, actor }) => [at, origin, originId, actor].join(' ')}
        empty={<p className="muted small">{t('tags.history.none')}</p>}
      />
    </Card>
  );
};
