import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Button } from '../ui/Button.js';
import { EmptyState } from '../ui/EmptyState.js';

/** A defect of ours on one page: says so, and offers the one thing that helps. A new release moves the pages' files, which a reload finds. */
export const Crash = () => {
  const { t } = useTranslation();
  const error = useRouteError();
  const detail = error instanceof Error ? error.message : String(error);
  return (
    <EmptyState
      icon="warning"
      title={t('app.crash.title')}
      body={
        <>
          {t('app.crash.body')} <span className="faint">{detail}</span>
        </>
      }
      action={
        <Button kind="seal" onClick={() => window.location.reload()}>
          {t('app.crash.reload')}
        </Button>
      }
    />
  );
};
