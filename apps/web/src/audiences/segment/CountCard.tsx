import { type ReplyOf, routes } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Card, ErrorNote, Num, PeopleDrawer, personDetail, personName } from '../../ui/index.js';
import styles from '../audiences.module.css';
import { channelName } from '../condition/names.js';
import { useCount, useSample } from './use-count.js';

interface CountCardsProps {
  readonly condition: Condition | null;
  /** Of a segment as it is stored: its number opens its people. */
  readonly segmentId: string | undefined;
}

/** How many, how they can be reached, and a few of them by name; all of it follows what is being typed. */
export const CountCards = ({ condition, segmentId }: CountCardsProps) => {
  const { t } = useTranslation();
  const { asked, count, isStale } = useCount(condition);
  return (
    <>
      <Card title={t('audiences.segment.count.title')}>
        {condition === null ? <p className="muted small">{t('audiences.segment.count.nothing')}</p> : null}
        {condition !== null && asked === null && !count.data ? <p className="muted small">{t('audiences.segment.count.waiting')}</p> : null}
        {count.error && condition !== null ? <ErrorNote error={count.error} retry={() => void count.refetch()} /> : null}
        {condition !== null && count.data ? <Counted counted={count.data} isStale={isStale} segmentId={segmentId} /> : null}
        {condition !== null && asked !== null && count.isPending ? (
          <p className="muted small">{t('audiences.segment.count.counting')}</p>
        ) : null}
      </Card>
      {condition === null ? null : <Sample asked={asked} />}
    </>
  );
};

interface CountedProps {
  readonly counted: ReplyOf<typeof routes.countSegment>;
  readonly isStale: boolean;
  readonly segmentId: string | undefined;
}

const Counted = ({ counted, isStale, segmentId }: CountedProps) => {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const seconds = number(Math.max(0.1, Math.round(counted.milliseconds / 100) / 10));
  return (
    <div aria-live="polite">
      <p className={styles.big} data-stale={isStale || undefined}>
        {segmentId === undefined ? number(counted.count) : <Opening id={segmentId} people={counted.count} />}
      </p>
      <p className="muted small">{t('audiences.segment.count.people', { count: counted.count })}</p>
      {Object.keys(counted.reach).length > 0 && counted.count > 0 ? (
        <div className={styles.reach}>
          {Object.entries(counted.reach).map(([channel, people]) => (
            <Reach
              key={channel}
              channel={channel}
              people={people}
              share={people / counted.count}
              told={percent(people / counted.count, 0)}
            />
          ))}
        </div>
      ) : null}
      <p className="faint tiny" style={{ marginTop: 10 }}>
        {isStale ? t('audiences.segment.count.counting') : t('audiences.segment.count.timing', { seconds })}
      </p>
    </div>
  );
};

/** The number that opens its people. */
const Opening = ({ id, people }: { id: string; people: number }) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const pages = usePages(routes.segmentCustomers, { id }, { enabled: isOpen });
  return (
    <>
      <Num value={people} label={t('audiences.segment.count.title')} onOpen={() => setOpen(true)} />
      <PeopleDrawer opened={isOpen} onClose={() => setOpen(false)} title={t('common.people.count', { count: people })} pages={pages} />
    </>
  );
};

const Reach = ({ channel, people, share, told }: { channel: string; people: number; share: number; told: string }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <>
      <span>{channelName(channel, t)}</span>
      <span className={styles.bar2} title={t('audiences.segment.count.share', { percent: told })}>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span>
        {number(people)} <span className="faint tiny">{told}</span>
      </span>
    </>
  );
};

const Sample = ({ asked }: { asked: Condition | null }) => {
  const { t } = useTranslation();
  const sample = useSample(asked);
  if (!sample.data) return null;
  return (
    <Card title={t('audiences.segment.sample.title')}>
      {sample.data.items.length === 0 ? <p className="muted small">{t('audiences.segment.sample.none')}</p> : null}
      <ul className={styles.persons}>
        {sample.data.items.slice(0, 6).map((customer) => (
          <li key={customer.id}>
            <Link to={`/customers/${customer.id}`} target="_blank">
              <b className="ellipsis">{personName(customer)}</b>
              <span className="ellipsis tiny muted">{personDetail(customer)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
};
