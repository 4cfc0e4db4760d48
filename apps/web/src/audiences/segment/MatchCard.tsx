import { type Customer, type ReplyOf, routes } from '@wayfare/contracts';
import type { Condition, Leaf } from '@wayfare/kernel';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { CustomerPicker } from '../../customers/CustomerPicker.js';
import { Card, ErrorNote, Icon, personName } from '../../ui/index.js';
import styles from '../audiences.module.css';
import { leafAt } from '../condition/leaf-at.js';
import type { Names } from '../condition/names.js';
import { sentenceOf } from '../condition/sentence.js';

type Match = ReplyOf<typeof routes.matchSegment>;

/** One person against the condition: does it hold, and if not, which row says no and what was found instead. */
export const MatchCard = ({ asked, names }: { asked: Condition; names: Names }) => {
  const { t } = useTranslation();
  const [customer, setCustomer] = useState<Customer | null>(null);
  const match = useRead(
    routes.matchSegment,
    { body: { condition: asked, customerId: customer?.id ?? '' } },
    { enabled: customer !== null, keep: true },
  );
  return (
    <Card title={t('audiences.segment.match.title')}>
      <CustomerPicker label={t('audiences.segment.match.pick')} value={customer} onPick={setCustomer} />
      {customer && match.error ? <ErrorNote error={match.error} /> : null}
      {customer && match.data ? <Verdict match={match.data} name={personName(customer)} condition={asked} names={names} /> : null}
    </Card>
  );
};

const Verdict = ({ match, name, condition, names }: { match: Match; name: string; condition: Condition; names: Names }) => {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.verdict} data-yes={match.matches || undefined} role="status">
        {t(`audiences.segment.match.${match.matches ? 'yes' : 'no'}`, { name })}
      </p>
      <ul className={styles.leaves}>
        {match.leaves.map(({ path, holds, saw }) => {
          const leaf = leafAt(condition, path);
          return (
            <li key={path} data-holds={holds || undefined}>
              <Icon name={holds ? 'check' : 'close'} size={14} />
              <span>
                <span className="visually-hidden">{t(`audiences.segment.match.${holds ? 'holds' : 'fails'}`)} </span>
                {leaf ? sentenceOf(leaf, t, names) : path}
                {leaf ? <Saw leaf={leaf} saw={saw} /> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
};

/** What was found in place of what was asked; a segment, a list or a message says it all by its yes or no. */
const Saw = ({ leaf, saw }: { leaf: Leaf; saw: unknown }) => {
  const { t } = useTranslation();
  if ('segment' in leaf || 'list' in leaf || 'message' in leaf) return null;
  return (
    <span className="faint"> · {'event' in leaf ? t('audiences.segment.match.sawTimes', { count: Number(saw) }) : sawWords(saw, t)}</span>
  );
};

const sawWords = (saw: unknown, t: TFunction): string => {
  const isNothing = saw === null || saw === undefined || saw === '' || (Array.isArray(saw) && saw.length === 0);
  if (isNothing) return t('audiences.segment.match.sawNothing');
  if (typeof saw === 'boolean') return t('audiences.segment.match.saw', { value: t(`condition.boolean.${saw}`) });
  const value = Array.isArray(saw) ? saw.join(', ') : typeof saw === 'object' ? JSON.stringify(saw) : String(saw);
  return t('audiences.segment.match.saw', { value });
};
