import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageTop } from '../app/frame/PageTop.js';
import { Page, Segmented } from '../ui/index.js';
import { AlikesTab } from './alike/AlikesTab.js';
import { ListsTab } from './lists/ListsTab.js';
import { SegmentsTab } from './segment/SegmentsTab.js';

const TABS = ['segments', 'lists', 'alike'] as const;

export const AudiencesPage = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((one) => one === search.get('tab')) ?? 'segments';
  const tabs = (
    <Segmented
      label={t('audiences.tabs.label')}
      value={tab}
      options={TABS.map((value) => ({ value, label: t(`audiences.tabs.${value}`) }))}
      onChange={(value) => setSearch(value === 'segments' ? {} : { tab: value }, { replace: true })}
    />
  );
  return (
    <>
      <PageTop title={t('audiences.title')} />
      <Page>
        {tab === 'segments' ? <SegmentsTab tabs={tabs} /> : null}
        {tab === 'lists' ? <ListsTab tabs={tabs} /> : null}
        {tab === 'alike' ? <AlikesTab tabs={tabs} /> : null}
      </Page>
    </>
  );
};
