import { routes } from '@wayfare/contracts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/hooks.js';
import { useMay } from '../app/session.js';
import { Button, EmptyState, ErrorNote, Loading, SearchField } from '../ui/index.js';
import { CreateTemplateDialog } from './CreateTemplateDialog.js';
import styles from './content.module.css';
import { TemplateCard } from './TemplateCard.js';

/** Every template, by how it looks. */
export const TemplatesTab = ({ tabs }: { tabs: ReactNode }) => {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [isCreating, setCreating] = useState(false);
  const pages = usePages(routes.templates, { query: { query, limit: 30 } });
  const may = useMay(routes.createTemplate);
  const create = may ? (
    <Button kind="seal" icon="plus" onClick={() => setCreating(true)}>
      {t('content.list.create')}
    </Button>
  ) : null;
  const empty =
    query === '' ? (
      <EmptyState icon="content" title={t('content.list.emptyTitle')} body={t('content.list.emptyBody')} action={create} />
    ) : (
      <EmptyState icon="search" title={t('content.list.nothingFound')} />
    );
  return (
    <>
      <div className={styles.bar}>
        {tabs}
        <SearchField label={t('content.list.search')} onSearch={setQuery} width={240} />
        <span className="grow" />
        {create}
      </div>
      <p className="muted small">{t('content.list.lead')}</p>
      {pages.error && !pages.items ? <ErrorNote error={pages.error} retry={() => void pages.refetch()} /> : null}
      {!pages.items && !pages.error ? <Loading lines={5} /> : null}
      {pages.items?.length === 0 ? empty : null}
      <ul className={styles.grid}>
        {pages.items?.map((template) => (
          <TemplateCard key={template.id} template={template} />
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {isCreating ? <CreateTemplateDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
};
