import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageTop } from '../app/frame/PageTop.js';
import { Page, Segmented } from '../ui/index.js';
import { ListsTab } from './lists/ListsTab.js';
import { SegmentsTab } from './segment/SegmentsTab.js';

const TABS = ['segments', 'lists'] as const;

export const AudiencesPage = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'lists' ? 'lists' : 'segments';
  const tabs = (
    <Segmented
      label={t('audiences.tabs.label')}
      value={tab}
      options={TABS.map((value) => ({ value, label: t(`audiences.tabs.${value}`) }))}
      onChange={(value) => setSearch(value === 'lists' ? { tab: 'lists' } : {}, { replace: true })}
    />
  );
  return (
    <>
      <PageTop title={t('audiences.title')} />
      <Page>{tab === 'lists' ? <ListsTab tabs={tabs} /> : <SegmentsTab tabs={tabs} />}</Page>
    </>
  );
};
