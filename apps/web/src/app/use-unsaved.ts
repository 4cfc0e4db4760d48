import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';
import { confirmDestructive } from '../ui/index.js';

/** Asks before a page with changes that are not saved is left; the browser's own question guards the tab. */
export const useUnsaved = (isDirty: boolean): void => {
  const { t } = useTranslation();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    const question = { title: t('audiences.leave.title'), affects: t('audiences.leave.affects'), action: t('audiences.leave.action') };
    void confirmDestructive(question).then((yes) => (yes ? blocker.proceed() : blocker.reset()));
  }, [blocker, t]);
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);
};
