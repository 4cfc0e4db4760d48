import { routes, type Template } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../api/hooks.js';
import { useFormat } from '../i18n/format.js';
import { Chip, Icon } from '../ui/index.js';
import styles from './content.module.css';
import { MailFrame } from './preview/MailFrame.js';

const FRESH = 10 * 60_000;

/** A template by its looks; a click opens it. */
export const TemplateCard = ({ template }: { template: Template }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <li className={styles.card}>
      <Link to={`/content/${template.id}`}>
        <div className={styles.thumb} aria-hidden="true" inert>
          {template.channel === 'webhook' ? <pre>{template.text}</pre> : <Thumbnail template={template} />}
        </div>
        <div className={styles.words}>
          <b className="ellipsis">{template.name}</b>
          <p className="ellipsis small muted">{template.subject ?? '\u00a0'}</p>
          <p className={styles.meta}>
            <Chip>
              <Icon name={template.channel === 'webhook' ? 'hook' : 'mail'} size={11} />
              {t(`common.channel.${template.channel}`, { defaultValue: template.channel })}
            </Chip>
            <span className="faint tiny">{t('content.list.changed', { when: dateTime(template.updatedAt) })}</span>
          </p>
        </div>
      </Link>
    </li>
  );
};

const Thumbnail = ({ template }: { template: Template }) => {
  const { t } = useTranslation();
  const preview = useRead(routes.previewTemplate, { id: template.id, body: {} }, { fresh: FRESH });
  return preview.data?.html ? <MailFrame html={preview.data.html} title={t('content.preview.frame')} /> : null;
};
