import { routes } from '@wayfare/contracts';
import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRead } from '../../../api/hooks.js';
import { useFormat } from '../../../i18n/format.js';
import form from '../../form/form.module.css';
import styles from './score-split.module.css';
import { sharesOf } from './tenths.js';

/** How the number is spread over people, and about how many each band takes: what one wants to know before giving bounds. */
export const BoundShares = ({ data: { attribute, bands } }: { data: NodeDataByKind['score-split'] }) => {
  const { t } = useTranslation();
  const { id } = useParams();
  const { number, percent } = useFormat();
  const isAsked = id !== undefined && attribute !== '';
  const deciles = useRead(routes.deciles, { id, query: { attribute } }, { enabled: isAsked, keep: true });
  if (!isAsked || !deciles.data) return null;
  const { people, cuts, over } = deciles.data;
  const shares = sharesOf(bands, cuts);
  return (
    <div className={form.box} aria-live="polite">
      <b>{t('nodes.score.spread')}</b>
      {people === 0 ? (
        <p className="small muted">{t('nodes.score.nobody', { attribute })}</p>
      ) : (
        <>
          <p className="small">{cuts.map(number).join(' · ')}</p>
          <p className="faint tiny">{t('nodes.score.spreadHint')}</p>
          <ul className={styles.numbers}>
            {shares.map((share, at) => (
              <li key={bands[at]?.id}>
                <span className="ellipsis">{bands[at]?.name || bands[at]?.id}</span>
                <span className="muted">{t('nodes.score.about', { share: percent(share, 0) })}</span>
              </li>
            ))}
          </ul>
          <p className="faint tiny">{t(`nodes.score.of.${over}`, { count: people })}</p>
        </>
      )}
    </div>
  );
};
