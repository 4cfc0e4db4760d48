import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import admin from '../../admin/admin.module.css';
import { Button } from '../../ui/index.js';

/** A text that is to be copied, with a word about what it is. */
export const Once = ({ label, text }: { label: string; text: string }) => {
  const { t } = useTranslation();
  const clipboard = useClipboard();
  return (
    <div>
      <p className="muted small">{label}</p>
      <p className={admin.once}>
        <span className="grow">{text}</span>
        <Button small icon="copy" onClick={() => clipboard.copy(text)}>
          {clipboard.copied ? t('settings.tokens.copied') : t('settings.tokens.copy')}
        </Button>
      </p>
    </div>
  );
};
