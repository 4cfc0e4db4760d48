import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../i18n/format.js';
import { useCouponPools } from '../../form/sources.js';

interface PoolFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  onChange(poolId: string | undefined): void;
  readonly error?: string | undefined;
  /** How many people may come here at most, where it can be known. */
  readonly people?: number | undefined;
}

/** Which pool the codes come from, with how many it has left. */
export const PoolField = ({ label, value, onChange, error, people }: PoolFieldProps) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const pools = useCouponPools();
  const chosen = pools?.find(({ id }) => id === value);
  return (
    <div>
      <Select
        label={label}
        placeholder={t('nodes.field.choose')}
        searchable
        nothingFoundMessage={t('nodes.coupon.noSuchPool')}
        data={(pools ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={value ?? null}
        onChange={(next) => onChange(next ?? undefined)}
        error={error}
        description={pools?.length === 0 ? <Link to="/content?tab=coupons">{t('nodes.coupon.poolFirst')}</Link> : undefined}
      />
      {chosen ? (
        <p className="small muted" aria-live="polite">
          {t('nodes.coupon.left', { count: chosen.left })}
        </p>
      ) : null}
      {chosen && people !== undefined && people > chosen.left ? (
        <p className="small" role="status">
          {t('nodes.coupon.tooFew', { people: number(people) })}
        </p>
      ) : null}
    </div>
  );
};
