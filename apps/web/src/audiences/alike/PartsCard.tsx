import type { LikenessPart, LookAlike } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Card, cssVariable } from '../../ui/index.js';
import styles from './alike.module.css';
import { useTelling } from './use-telling.js';
import { binWords, partWords, type Telling } from './words.js';

const SHOWN_FIRST = 6;
const SHOWN_BINS = 4;
/** A part that makes less than this of the likeness is not worth a reader's time. */
const LEAST_STRENGTH = 0.005;

/** What makes the likeness: how the people asked about answer, beside everybody else. */
export const PartsCard = ({ one }: { one: LookAlike }) => {
  const { t } = useTranslation();
  const telling = useTelling();
  const [isAll, setAll] = useState(false);
  const parts = one.parts.filter(({ strength }) => strength >= LEAST_STRENGTH);
  return (
    <Card title={t('alike.parts.title')} lead={t('alike.parts.lead')}>
      <p className={styles.legend}>
        <span data-of="seed">{t('alike.parts.seed')}</span>
        <span data-of="others">{t('alike.parts.others')}</span>
      </p>
      <ul className={styles.parts}>
        {(isAll ? parts : parts.slice(0, SHOWN_FIRST)).map((part) => (
          <PartRow key={`${part.subject} ${part.element} ${part.measure}`} part={part} telling={telling} />
        ))}
      </ul>
      {parts.length > SHOWN_FIRST ? (
        <Button small onClick={() => setAll(!isAll)}>
          {t(isAll ? 'alike.parts.fewer' : 'alike.parts.all', { count: parts.length })}
        </Button>
      ) : null}
    </Card>
  );
};

const PartRow = ({ part, telling }: { part: LikenessPart; telling: Telling }) => {
  const { t, format } = telling;
  const most = [...part.bins]
    .filter(({ seed, others }) => seed + others > 0)
    .sort((one, other) => Math.abs(other.weight * (other.seed + other.others)) - Math.abs(one.weight * (one.seed + one.others)))
    .slice(0, SHOWN_BINS);
  const shown = part.bins.filter((bin) => most.includes(bin));
  return (
    <li>
      <h3>
        <span className="grow">{partWords(part, telling)}</span>
        <span className="faint small">{t('alike.parts.strength', { share: format.percent(part.strength, 0) })}</span>
      </h3>
      <ul className={styles.bins}>
        {shown.map((bin) => (
          <li key={JSON.stringify(bin.is)} data-for={bin.weight > 0 || undefined}>
            <span>{binWords(bin, part, telling)}</span>
            <span className={styles.bars} aria-hidden="true">
              <span data-of="seed" style={cssVariable('--part', bin.seed)} />
              <span data-of="others" style={cssVariable('--part', bin.others)} />
            </span>
            <span className="small">
              {t('alike.parts.shares', { seed: format.percent(bin.seed, 0), others: format.percent(bin.others, 0) })}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
};
