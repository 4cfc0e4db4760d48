import type { ReplyOf, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import styles from '../content.module.css';

/** What came of adding codes: how many there are more, and which lines were left out and why. */
export const Result = ({ added, refused }: ReplyOf<typeof routes.addCouponCodes>) => {
  const { t } = useTranslation();
  return (
    <div role="status">
      <p>
        <b>{t('content.coupons.added', { count: added })}</b>
      </p>
      {refused.count > 0 ? (
        <>
          <p className="small">{t('content.coupons.refused', { count: refused.count })}</p>
          <ul className={styles.refused}>
            {refused.lines.map(({ line, code, why }) => (
              <li key={`${line} ${code}`}>{t('content.coupons.line', { line, code, why: t(`content.coupons.why.${why}`) })}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
};
