import { useTranslation } from 'react-i18next';

export const Inspector = () => {
  const { t } = useTranslation();
  return <p className="muted small">{t('nodes.exit.hint')}</p>;
};
