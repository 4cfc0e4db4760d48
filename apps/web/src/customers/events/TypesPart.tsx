import { type EventType, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import table from '../../admin/settings/table.module.css';
import { useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Card, Chip, EmptyState, ErrorNote, Loading, Num, SearchField } from '../../ui/index.js';
import { Spark } from './Spark.js';

/** The names of events that have come in, the busiest first. */
export const TypesPart = () => {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const types = useRead(routes.eventTypes, { query: { hidden: 'true', ...(query ? { query } : {}) } }, { keep: true, every: 10_000 });
  const items = types.data?.items;
  return (
    <Card
      title={t('events.parts.types')}
      lead={t('events.types.lead')}
      actions={<SearchField label={t('events.types.search')} onSearch={setQuery} />}
    >
      {types.error && !items ? <ErrorNote error={types.error} retry={() => void types.refetch()} /> : null}
      {!items && !types.error ? <Loading lines={4} /> : null}
      {items?.length === 0 ? (
        <EmptyState
          icon="bolt"
          title={t(query ? 'events.types.noneFound' : 'events.types.emptyTitle')}
          body={t('events.types.emptyBody')}
        />
      ) : null}
      {items && items.length > 0 ? (
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('events.types.name')}</th>
              <th>{t('events.types.days')}</th>
              <th>{t('events.types.today')}</th>
              <th>{t('events.types.properties')}</th>
              <th>{t('events.types.lastSeen')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((type) => (
              <Row key={type.name} type={type} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Card>
  );
};

const Row = ({ type }: { type: EventType }) => {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const sum = type.days.reduce((all, day) => all + day, 0);
  return (
    <tr data-quiet={type.hidden || undefined}>
      <td>
        <Link to={`/customers/events/${encodeURIComponent(type.name)}`}>
          <b>{type.name}</b>
        </Link>{' '}
        {type.hidden ? <Chip>{t('events.types.hidden')}</Chip> : null}
        {type.description ? <div className="muted small">{type.description}</div> : null}
      </td>
      <td>
        <Spark values={type.days} label={t('events.types.volume', { events: number(sum) })} />
      </td>
      <td>
        <Num value={type.days.at(-1) ?? 0} />
      </td>
      <td>
        <Num value={type.properties} /> {type.mixed > 0 ? <Chip tone="warn">{t('events.types.mixed', { count: type.mixed })}</Chip> : null}
      </td>
      <td className="muted small">{dateTime(type.lastSeenAt)}</td>
    </tr>
  );
};
