import { type Deciles, routes } from '@wayfare/contracts';
import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRead } from '../../../api/hooks.js';
import { useFormat } from '../../../i18n/format.js';
import form from '../../form/form.module.css';
import styles from './score-split.module.css';
import { tenthsOf } from './tenths.js';

type ScoreData = NodeDataByKind['score-split'];

/** Where the tenths lie: now, and in the version that runs. */
export const DecileNumbers = ({ data }: { data: ScoreData }) => {
  const { t } = useTranslation();
  const { id } = useParams();
  const { attribute } = data;
  const isAsked = id !== undefined && attribute !== '';
  const deciles = useRead(routes.deciles, { id, query: { attribute } }, { enabled: isAsked, keep: true });
  if (!isAsked || !deciles.data) return null;
  const { people, cuts, over, published } = deciles.data;
  return (
    <div className={form.box} aria-live="polite">
      <b>{t('nodes.score.tenthsNow')}</b>
      {people === 0 ? <p className="small muted">{t('nodes.score.noNumbers', { attribute })}</p> : <Numbers data={data} cuts={cuts} />}
      {people === 0 ? null : <p className="faint tiny">{t(`nodes.score.over.${over}`, { count: people })}</p>}
      {published ? (
        <>
          <b>{t('nodes.score.tenthsIn', { version: published.version })}</b>
          <Numbers data={data} cuts={published.cuts} />
        </>
      ) : null}
    </div>
  );
};

/** Each band with the numbers that it takes. */
const Numbers = ({ data: { bands }, cuts }: { data: ScoreData; cuts: Deciles['cuts'] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const say = (at: number): string => {
    const { from, to } = tenthsOf(bands, at);
    const [low, high] = [cuts[from - 2], to === 10 ? undefined : cuts[to - 1]];
    const range = low === undefined ? 'below' : high === undefined ? 'from' : 'between';
    return t(`nodes.score.range.${range}`, { low: number(low ?? 0), high: number(high ?? 0) });
  };
  return (
    <ul className={styles.numbers}>
      {bands.map(({ id, name }, at) => (
        <li key={id}>
          <span className="ellipsis">{name || id}</span> <span className="muted">{say(at)}</span>
        </li>
      ))}
    </ul>
  );
};
