import { useTranslation } from 'react-i18next';
import { PageTop } from '../app/frame/PageTop.js';

export const ReportsPage = () => {
  const { t } = useTranslation();
  return <PageTop title={t('app.rail.reports')} />;
};
