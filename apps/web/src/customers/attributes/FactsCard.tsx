import type { AttributeFacts, AttributeTypeDetail } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Card, Chip, cssVariable } from '../../ui/index.js';
import { attributeWords } from '../profile/attribute-words.js';
import styles from './attributes.module.css';
import { sourceWords } from './source-words.js';

/** How the values of an attribute are spread, as they were when they were last looked at. */
export const FactsCard = ({ type }: { type: AttributeTypeDetail }) => {
  const { t } = useTranslation();
  const { number, percent, dateTime } = useFormat();
  const { facts, found } = type;
  if (!facts || !found)
    return (
      <Card title={t('attributes.type.values')}>
        <p className="muted">{t('attributes.type.notYet')}</p>
      </Card>
    );
  const share = found.total > 0 ? found.people / found.total : 0;
  return (
    <Card
      title={t('attributes.type.values')}
      lead={t('attributes.type.lookedAt', {
        ...{ when: dateTime(found.at), people: number(found.people), total: number(found.total), share: percent(share) },
      })}
    >
      <p className={styles.kinds}>
        {facts.kinds.map(({ kind, people }) => (
          <Chip key={kind} tone={kind === type.kind ? 'plain' : 'warn'}>
            {t('attributes.type.ofKind', { kind: t(`customers.imports.types.${kind}`), people: number(people) })}
          </Chip>
        ))}
        {facts.sources.map(({ kind, people }) => (
          <Chip key={kind}>
            {t('attributes.type.fromSource', { source: sourceWords({ kind, sourceName: null }, t), people: number(people) })}
          </Chip>
        ))}
      </p>
      {found.otherKinds > 0 ? <p className="small">{t('attributes.type.mixed', { count: found.otherKinds })}</p> : null}
      <p className="muted small">
        {t('attributes.type.distinct', { count: facts.distinct })}
        {facts.numbers ? ` · ${t('attributes.type.numbers', numbersOf(facts.numbers, number))}` : ''}
      </p>
      <div className={styles.spread}>
        {facts.bars.length > 1 ? <Bars title={t('attributes.type.spread')} rows={barsOf(facts.bars, number)} /> : null}
        {facts.top.length > 0 && (facts.bars.length < 2 || facts.distinct <= facts.top.length) ? <Top facts={facts} /> : null}
      </div>
    </Card>
  );
};

const numbersOf = ({ least, mean, most }: NonNullable<AttributeFacts['numbers']>, number: (value: number) => string) => ({
  ...{ least: number(least), mean: number(Math.round(mean * 100) / 100), most: number(most) },
});

interface BarRow {
  readonly name: string;
  readonly people: number;
}

const barsOf = (bars: AttributeFacts['bars'], number: (value: number) => string): BarRow[] =>
  bars.map(({ from, people }) => ({ name: typeof from === 'number' ? `≥ ${number(Math.round(from * 100) / 100)}` : from, people }));

const Top = ({ facts }: { facts: AttributeFacts }) => {
  const { t } = useTranslation();
  const { number, date } = useFormat();
  return (
    <Bars
      title={t('attributes.type.top')}
      rows={facts.top.map(({ value, people }) => ({ name: attributeWords(value, { t, number, date }), people }))}
    />
  );
};

const Bars = ({ title, rows }: { title: string; rows: readonly BarRow[] }) => {
  const { number } = useFormat();
  const largest = Math.max(1, ...rows.map(({ people }) => people));
  return (
    <figure className={styles.bars}>
      <figcaption>{title}</figcaption>
      <ul>
        {rows.map(({ name, people }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two values may read the same
          <li key={at}>
            <span className="ellipsis" title={name}>
              {name}
            </span>
            <span className={styles.bar} style={cssVariable('--part', people / largest)} aria-hidden="true" />
            <span>{number(people)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
};
