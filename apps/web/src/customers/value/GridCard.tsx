import type { ValueOverview } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Card, cssVariable } from '../../ui/index.js';
import { type Group, whoseScores } from './people.js';
import styles from './value.module.css';

const SCORES = [1, 2, 3, 4, 5] as const;

/** Twenty-five groups by recency and frequency; each opens its people. What each brings is told in words too, so that nothing rests on colour. */
export const GridCard = ({ overview, onOpen }: { overview: ValueOverview; onOpen(group: Group): void }) => {
  const { t } = useTranslation();
  const { compact, money } = useFormat();
  const { grid, currency, settings } = overview;
  const most = Math.max(1, ...grid.map(({ people, value }) => value / people));
  return (
    <Card title={t('value.grid.title')} lead={t('value.grid.lead', { count: settings.windowDays })}>
      <table className={styles.grid}>
        <caption className="visually-hidden">{t('value.grid.title')}</caption>
        <tbody>
          {[...SCORES].reverse().map((frequency) => (
            <tr key={frequency}>
              <th scope="row">{frequency === 5 ? `${t('value.grid.frequency')} 5` : frequency}</th>
              {SCORES.map((recency) => {
                const cell = grid.find((one) => one.recency === recency && one.frequency === frequency);
                const each = cell ? cell.value / cell.people : 0;
                const title = t('value.grid.cell', { recency, frequency });
                return (
                  <td key={recency}>
                    {cell ? (
                      <button
                        type="button"
                        style={cssVariable('--heat', `${Math.round(6 + 54 * Math.max(0, each / most))}%`)}
                        title={title}
                        aria-label={`${title}: ${t('common.people.count', { count: cell.people })}, ${t('value.grid.each', { amount: money(Math.round(each), currency) })}`}
                        onClick={() => onOpen({ title, condition: whoseScores(recency, frequency) })}
                      >
                        <b>{compact(cell.people)}</b>
                        <span>{money(Math.round(each / 100) * 100, currency).replace(/[.,]00$/, '')}</span>
                      </button>
                    ) : (
                      <span className={styles.nobody} title={title}>
                        <span className="visually-hidden">{t('value.grid.none')}</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {SCORES.map((recency) => (
              <th key={recency} scope="col">
                {recency === 5 ? `${t('value.grid.recency')} 5` : recency}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
      <p className="faint tiny">{t('value.grid.how')}</p>
    </Card>
  );
};
