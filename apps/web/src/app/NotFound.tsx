import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../ui/EmptyState.js';
import { PageTop } from './frame/PageTop.js';

export const NotFound = () => {
  const { t } = useTranslation();
  return (
    <>
      <PageTop title={t('app.notFound.title')} />
      <EmptyState
        icon="search"
        title={t('app.notFound.title')}
        body={t('app.notFound.body')}
        action={<Link to="/">{t('app.notFound.home')}</Link>}
      />
    </>
  );
};
