import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageTop } from '../app/frame/PageTop.js';
import { Page, Segmented } from '../ui/index.js';
import { CouponsTab } from './coupons/CouponsTab.js';
import { TemplatesTab } from './TemplatesTab.js';

const TABS = ['templates', 'coupons'] as const;

/** What journeys give people: what is written to them, and codes. */
export const ContentPage = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'coupons' ? 'coupons' : 'templates';
  const tabs = (
    <Segmented
      label={t('content.tabs.label')}
      value={tab}
      options={TABS.map((value) => ({ value, label: t(`content.tabs.${value}`) }))}
      onChange={(value) => setSearch(value === 'coupons' ? { tab: 'coupons' } : {}, { replace: true })}
    />
  );
  return (
    <>
      <PageTop title={t('content.title')} />
      <Page>{tab === 'coupons' ? <CouponsTab tabs={tabs} /> : <TemplatesTab tabs={tabs} />}</Page>
    </>
  );
};
