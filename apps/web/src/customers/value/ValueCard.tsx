import { type CustomerValue, routes, STAGES } from '@wayfare/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Card, Chip } from '../../ui/index.js';
import profile from '../profile/profile.module.css';
import styles from './value.module.css';

const TONES = { at_risk: 'warn', lapsed: 'bad', loyal: 'good', won_back: 'good' } as const;
const toneOf = (stage: CustomerValue['stage']) => (stage in TONES ? TONES[stage as keyof typeof TONES] : 'plain');
const FAVOURITES = ['product', 'category', 'channel', 'store'] as const;

/** What a customer is worth, where they stand, and how it came to that. */
export const ValueCard = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const value = useRead(routes.customerValue, { id: customerId }).data?.value;
  if (!value) return null;
  return (
    <Card
      title={t('value.card.title')}
      actions={
        <>
          {value.tier ? <Chip>{value.tier}</Chip> : null}
          <Chip tone={toneOf(value.stage)}>{t(`value.stages.name.${value.stage}`)}</Chip>
        </>
      }
    >
      {value.purchases > 0 ? <Figures value={value} /> : null}
      {value.changes.length > 0 ? <History value={value} /> : null}
    </Card>
  );
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Figures = ({ value }: { value: CustomerValue }) => {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { currency, scores, gapDays, firstDay, lastDay, margin } = value;
  return (
    <dl className={profile.facts}>
      <Fact name={t('value.card.total')}>
        <b>{money(value.total, currency)}</b>
      </Fact>
      {margin === null ? null : <Fact name={t('value.card.margin')}>{money(margin, currency)}</Fact>}
      <Fact name={t('value.card.purchases')}>
        {t('value.card.purchasesCount', { count: value.purchases, average: money(value.averageOrder ?? 0, currency) })}
        {value.returns > 0 ? ` · ${t('value.card.returns', { count: value.returns })}` : ''}
      </Fact>
      {gapDays === null ? null : <Fact name={t('value.card.gap')}>{t('value.card.gapDays', { count: gapDays })}</Fact>}
      {firstDay ? <Fact name={t('value.card.first')}>{firstDay}</Fact> : null}
      {lastDay ? <Fact name={t('value.card.last')}>{lastDay}</Fact> : null}
      {scores ? <Fact name={t('value.card.scores')}>{`${scores.recency} · ${scores.frequency} · ${scores.money}`}</Fact> : null}
      {FAVOURITES.map((kind) =>
        value[kind] ? (
          <Fact key={kind} name={t(`value.card.${kind}`)}>
            {value[kind]}
          </Fact>
        ) : null,
      )}
    </dl>
  );
};

const History = ({ value }: { value: CustomerValue }) => {
  const { t } = useTranslation();
  const { date } = useFormat();
  const told = (name: string | null): string => {
    const stage = STAGES.find((one) => one === name);
    return stage ? t(`value.stages.name.${stage}`) : (name ?? '–');
  };
  return (
    <details className={styles.table}>
      <summary>{t('value.card.history')}</summary>
      <ul className={styles.history}>
        {value.changes.map(({ at, kind, from, to }) => (
          <li key={`${at} ${kind}`}>
            <span className="grow">{t('value.card.change', { from: told(from), to: told(to) })}</span>
            <span className="faint small">{date(at)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};
