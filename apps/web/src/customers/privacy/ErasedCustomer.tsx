import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { ButtonLink, EmptyState } from '../../ui/index.js';

/** When somebody was erased, where that is why there is nobody any more. */
export const erasedAtOf = (error: unknown): string | null => {
  if (!(error instanceof ApiError) || error.code !== 'customer_erased') return null;
  const at = error.body['erasedAt'];
  return typeof at === 'string' ? at : null;
};

/** What is left of somebody who was erased: that there was somebody, and since when no more. */
export const ErasedCustomer = ({ erasedAt }: { erasedAt: string }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const mayList = useMay(routes.erasures);
  return (
    <EmptyState
      icon="person"
      title={t('erasures.gone.title', { at: dateTime(erasedAt) })}
      body={t('erasures.gone.body')}
      action={mayList ? <ButtonLink to="/customers/erasures">{t('erasures.gone.list')}</ButtonLink> : null}
    />
  );
};
