import { routes, type TimelineItem } from '@wayfare/contracts';
import { localDay } from '@wayfare/kernel';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../../api/hooks.js';
import { useWorkspace } from '../../app/workspace.js';
import { useFormat } from '../../i18n/format.js';
import { Card, Chip, ErrorNote, Icon, Loading, Segmented } from '../../ui/index.js';
import { usePurposeWords } from '../privacy/purpose-words.js';
import { byDay, type Day, entryOf, isShown, TIMELINE_FILTERS, type TimelineFilter } from './entry.js';
import styles from './timeline.module.css';

/** Everything that happened with a customer, newest first, and above it what comes next; earlier lines are read as one scrolls. */
export const Timeline = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const { timeZone } = useWorkspace();
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const pages = usePages(routes.timeline, { id: customerId });
  const items = pages.items?.filter((item) => isShown(item, filter));
  const options = TIMELINE_FILTERS.map((value) => ({ value, label: t(`customers.timeline.${value}`) }));
  return (
    <Card
      title={t('customers.page.timeline')}
      actions={<Segmented<TimelineFilter> label={t('customers.timeline.filter')} value={filter} options={options} onChange={setFilter} />}
    >
      {pages.error && !pages.items ? <ErrorNote error={pages.error} retry={() => void pages.refetch()} /> : null}
      {!pages.items && !pages.error ? <Loading lines={8} /> : null}
      {items?.length === 0 && !pages.hasNextPage ? <p className="muted small">{t('customers.page.timelineEmpty')}</p> : null}
      {byDay(items ?? [], (instant) => localDay(new Date(instant), timeZone)).map((day) => (
        <DayOf key={day.day} day={day} />
      ))}
      {pages.hasNextPage ? (
        <Sentinel onSeen={() => (pages.isFetchingNextPage ? undefined : void pages.fetchNextPage())} />
      ) : pages.items && pages.items.length > 0 ? (
        <p className={styles.end}>{t('customers.page.beginning')}</p>
      ) : null}
    </Card>
  );
};

/** Asks for earlier lines as soon as the end of those shown comes into view. */
const Sentinel = ({ onSeen }: { onSeen(): void }) => {
  const { t } = useTranslation();
  const ref = useRef<HTMLParagraphElement>(null);
  const seen = useRef(onSeen);
  seen.current = onSeen;
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) seen.current();
    });
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return (
    <p ref={ref} className={styles.end}>
      {t('customers.page.loadingMore')}
    </p>
  );
};

const DayOf = ({ day: { day, items } }: { day: Day }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { today } = useWorkspace();
  const isOtherYear = day.slice(0, 4) !== today.slice(0, 4);
  const name =
    day === 'ahead'
      ? t('customers.timeline.ahead')
      : day === today
        ? t('customers.timeline.today')
        : `${format.day(day)}${isOtherYear ? ` ${day.slice(0, 4)}` : ''}`;
  return (
    <section className={styles.day}>
      <h3>{name}</h3>
      <ol>
        {items.map((item) => (
          <Line key={item.id} item={item} />
        ))}
      </ol>
    </section>
  );
};

const Line = ({ item }: { item: TimelineItem }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const purposes = usePurposeWords();
  const entry = entryOf(item, { t, format, purposes });
  return (
    <li className={styles.line} data-tone={entry.tone}>
      <span className={styles.icon}>
        <Icon name={entry.icon} size={13} />
      </span>
      <div className="grow">
        <p className={styles.title}>
          {entry.title}
          {item.journey ? (
            <Link
              to={`/journeys/${item.journey.id}`}
              className={styles.journey}
              title={t('customers.timeline.version', { version: item.journey.version })}
            >
              {item.journey.name}
            </Link>
          ) : null}
          {item.kind === 'moved' && item.detail['waiting'] === true ? (
            <Chip tone="live" dot>
              {t('customers.timeline.waiting')}
            </Chip>
          ) : null}
        </p>
        {entry.notes.length > 0 && item.detail['waiting'] !== true ? <p className={styles.notes}>{entry.notes.join(' · ')}</p> : null}
      </div>
      <time className={styles.time} dateTime={item.at} title={format.dateTime(item.at)}>
        {item.kind === 'next' ? format.dateTime(item.at) : format.time(item.at)}
      </time>
    </li>
  );
};
