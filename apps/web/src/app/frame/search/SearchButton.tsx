import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/Button.js';
import { Icon } from '../../../ui/Icon.js';
import { Kbd } from '../../../ui/Kbd.js';
import { useSearchOpen } from './open.js';
import styles from './Search.module.css';

export const SearchButton = ({ compact }: { compact: boolean }) => {
  const { t } = useTranslation();
  const open = useSearchOpen((state) => state.open);
  if (compact) return <IconButton icon="search" label={t('app.search.label')} keys="Mod+K" onClick={open} />;
  return (
    <button type="button" className={styles.field} onClick={open}>
      <Icon name="search" size={14} />
      <span>{t('app.search.label')}</span>
      <Kbd keys="Mod+K" />
    </button>
  );
};
