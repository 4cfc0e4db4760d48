import { routes, type Template } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../api/hooks.js';
import { useFormat } from '../i18n/format.js';
import { Chip, Icon } from '../ui/index.js';
import styles from './content.module.css';
import { MailFrame } from './preview/MailFrame.js';

const FRESH = 10 * 60_000;

/** A template by its looks, filled in with the person for whom the preview is made; a click opens it. */
export const TemplateCard = ({ template }: { template: Template }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const isMail = template.channel !== 'webhook';
  const { data, isPending } = useRead(routes.previewTemplate, { id: template.id, body: {} }, { fresh: FRESH, enabled: isMail });
  // what can't be filled in is shown as it was written
  const subject = isMail && !isPending ? data?.subject || template.subject : null;
  return (
    <li className={styles.card}>
      <Link to={`/content/${template.id}`}>
        <div className={styles.thumb} aria-hidden="true" inert>
          {isMail ? null : <pre>{template.text}</pre>}
          {data?.html ? <MailFrame html={data.html} title={t('content.preview.frame')} /> : null}
        </div>
        <div className={styles.words}>
          <b className="ellipsis">{template.name}</b>
          <p className="ellipsis small muted">{subject ?? '\u00a0'}</p>
          <p className={styles.meta}>
            <Chip>
              <Icon name={isMail ? 'mail' : 'hook'} size={11} />
              {t(`common.channel.${template.channel}`, { defaultValue: template.channel })}
            </Chip>
            <span className="faint tiny">{t('content.list.changed', { when: dateTime(template.updatedAt) })}</span>
          </p>
        </div>
      </Link>
    </li>
  );
};
