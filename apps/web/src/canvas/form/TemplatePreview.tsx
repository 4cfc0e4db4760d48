import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../api/hooks.js';
import styles from './TemplatePreview.module.css';

/** A small picture of a template, as someone without attributes would get it. The frame runs no script and loads nothing of ours. */
export const TemplatePreview = ({ templateId }: { templateId: string }) => {
  const { t } = useTranslation();
  const preview = useRead(routes.previewTemplate, { id: templateId, body: {} }, { fresh: 60_000 });
  if (!preview.data) return null;
  const { subject, html, text, missing } = preview.data;
  return (
    <Link to={`/content/${templateId}`} className={styles.preview} aria-label={t('nodes.field.openTemplate')}>
      {subject ? <b className="ellipsis">{subject}</b> : null}
      <div className={styles.window}>
        {html ? <iframe title={t('nodes.field.preview')} srcDoc={html} sandbox="" tabIndex={-1} loading="lazy" /> : <pre>{text}</pre>}
      </div>
      {missing.length > 0 ? <span className="tiny faint">{t('nodes.field.personalised', { count: missing.length })}</span> : null}
    </Link>
  );
};
