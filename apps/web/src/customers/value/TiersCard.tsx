import type { ValueOverview } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Card, cssVariable, Num } from '../../ui/index.js';
import { type Group, whoseTier } from './people.js';
import { tierWords } from './tier-words.js';
import styles from './value.module.css';

/** How many are in each tier and what they bring; each number opens its people. */
export const TiersCard = ({ overview, onOpen }: { overview: ValueOverview; onOpen(group: Group): void }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { tiers, currency, settings, buyers, value } = overview;
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  return (
    <Card title={t('value.tiers.title')} lead={tierWords(settings.tiers, currency, t, format)}>
      <table className={styles.tiers}>
        <thead>
          <tr>
            <th scope="col">{t('value.tiers.tier')}</th>
            <th scope="col">{t('value.tiers.people')}</th>
            <th scope="col">{t('value.tiers.share')}</th>
            <th scope="col">{t('value.tiers.value')}</th>
            <th scope="col">{t('value.tiers.each')}</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map((row) => (
            <tr key={row.tier}>
              <th scope="row">{row.tier}</th>
              <td>
                <Num
                  value={row.people}
                  label={row.tier}
                  onOpen={() => onOpen({ title: t('value.tiers.of', { tier: row.tier }), condition: whoseTier(row.tier) })}
                />
              </td>
              <td>{format.percent(share(row.people, buyers))}</td>
              <td>
                <span className={styles.bar} style={cssVariable('--part', share(row.value, value))} aria-hidden="true" />
                {format.percent(share(row.value, value))}
              </td>
              <td>{row.people === 0 ? '–' : format.money(Math.round(row.value / row.people), currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint tiny">{t('value.tiers.coupon')}</p>
    </Card>
  );
};
