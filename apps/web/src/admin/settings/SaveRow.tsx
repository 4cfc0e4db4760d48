import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/index.js';

interface SaveRowProps {
  /** Whether who looks at the page may change what it shows; nobody else sees the button. */
  readonly may: boolean;
  readonly busy: boolean;
  readonly disabled?: boolean;
  onSave(): void;
}

/** The end of a card whose settings are saved together. */
export const SaveRow = ({ may, busy, disabled = false, onSave }: SaveRowProps) => {
  const { t } = useTranslation();
  if (!may) return null;
  return (
    <div>
      <Button kind="seal" busy={busy} disabled={disabled} onClick={onSave}>
        {t('settings.save')}
      </Button>
    </div>
  );
};
