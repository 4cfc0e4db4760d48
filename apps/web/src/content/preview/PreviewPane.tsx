import type { Customer, TemplatePreview } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerPicker } from '../../customers/CustomerPicker.js';
import { IconButton, Segmented } from '../../ui/index.js';
import { Findings } from './Findings.js';
import { MailFrame } from './MailFrame.js';
import styles from './preview.module.css';

const VIEWS = ['desktop', 'phone', 'text'] as const;
type View = (typeof VIEWS)[number];

interface PreviewPaneProps {
  readonly preview: TemplatePreview | undefined;
  readonly isStale: boolean;
  readonly customer: Customer | null;
  onCustomer(customer: Customer | null): void;
  onLine(line: number): void;
}

/** An e-mail as one customer gets it: on a desk, on a phone, in the dark, as text. */
export const PreviewPane = ({ preview, isStale, customer, onCustomer, onLine }: PreviewPaneProps) => {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('desktop');
  const [isDark, setDark] = useState(false);
  return (
    <div className={styles.pane}>
      <div className={styles.tools}>
        <Segmented<View>
          label={t('content.preview.view')}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t(`content.preview.${value}`) }))}
          onChange={setView}
        />
        <IconButton
          icon={isDark ? 'sun' : 'moon'}
          label={isDark ? t('content.preview.light') : t('content.preview.dark')}
          aria-pressed={isDark}
          onClick={() => setDark(!isDark)}
        />
        <span className="grow" />
        <div className={styles.as}>
          <CustomerPicker label={t('content.preview.as')} value={customer} onPick={onCustomer} />
        </div>
      </div>
      <div className={styles.stage} data-view={view} data-stale={isStale || undefined}>
        <div className={styles.mail}>
          <p className={styles.subject}>{preview?.subject || <span className="faint">{t('content.preview.noSubject')}</span>}</p>
          <Shown preview={preview} view={view} isDark={isDark} />
        </div>
      </div>
      {preview ? <Findings preview={preview} onLine={onLine} /> : null}
    </div>
  );
};

const Shown = ({ preview, view, isDark }: { preview: TemplatePreview | undefined; view: View; isDark: boolean }) => {
  const { t } = useTranslation();
  if (!preview) return null;
  if (view === 'text') return <pre className={styles.text}>{preview.text}</pre>;
  if (preview.html === null)
    return <p className={styles.nothing}>{preview.problems.length > 0 ? t('content.preview.broken') : t('content.preview.nothing')}</p>;
  return <MailFrame html={preview.html} title={t('content.preview.frame')} isDark={isDark} />;
};
