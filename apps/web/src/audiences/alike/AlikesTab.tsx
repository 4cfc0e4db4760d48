import { type LookAlikeSummary, routes } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePages } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Chip, type Column, DataTable, EmptyState, Num, type Tone } from '../../ui/index.js';
import styles from '../audiences.module.css';

const TONES: Readonly<Record<NonNullable<LookAlikeSummary['verdict']>, Tone>> = { alike: 'good', doubtful: 'warn', none: 'bad' };
const SELDOM = 5_000;

/** How a search stands, in two or three words. */
const StateChip = ({ one }: { one: LookAlikeSummary }) => {
  const { t } = useTranslation();
  if (one.verdict) return <Chip tone={TONES[one.verdict]}>{t(`alike.verdict.${one.verdict}.chip`)}</Chip>;
  return <Chip tone={one.state === 'failed' ? 'bad' : 'plain'}>{t(`alike.state.${one.state}`)}</Chip>;
};

export const seedWords = ({ seed }: LookAlikeSummary, t: TFunction): string => t(`alike.seed.${seed.kind}`, { name: seed.name });

/** All searches for people like others. */
export const AlikesTab = ({ tabs }: { tabs: ReactNode }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const pages = usePages(routes.lookAlikes, {}, { every: SELDOM });
  const columns: Column<LookAlikeSummary>[] = [
    { key: 'seed', head: t('alike.columns.seed'), cell: (one) => <b>{seedWords(one, t)}</b> },
    {
      key: 'found',
      head: t('alike.columns.found'),
      cell: (one) => (one.found === null ? '–' : <Num value={one.found} />),
      numeric: true,
      width: 110,
    },
    { key: 'state', head: t('alike.columns.state'), cell: (one) => <StateChip one={one} />, width: 180 },
    { key: 'by', head: t('alike.columns.by'), cell: (one) => <span className="muted small">{one.createdBy}</span>, width: 150 },
    {
      key: 'at',
      head: t('alike.columns.at'),
      cell: (one) => <span className="muted small">{format.dateTime(one.createdAt)}</span>,
      width: 150,
    },
  ];
  return (
    <>
      <div className={styles.bar}>{tabs}</div>
      <p className={styles.lead}>{t('alike.lead')}</p>
      <DataTable
        label={t('audiences.tabs.alike')}
        columns={columns}
        pages={pages}
        rowKey={(one) => one.id}
        onRow={(one) => void navigate(`/audiences/look-alikes/${one.id}`)}
        empty={<EmptyState icon="people" title={t('alike.emptyTitle')} body={t('alike.emptyBody')} />}
      />
    </>
  );
};
