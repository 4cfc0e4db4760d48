import type { Report } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { tight } from '../../i18n/spacing.js';
import { Emphasised, Icon } from '../../ui/index.js';
import { leadOf } from './lead.js';
import styles from './report.module.css';

/** The answer first, in words; then what to know about it; then what to be careful with. */
export const LeadText = ({ report }: { report: Report }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const lead = leadOf(report, t, format);
  return (
    <section>
      <div className={styles.lead}>
        {lead.headline.map((sentence) => (
          <p key={sentence}>
            <Emphasised text={sentence} />
          </p>
        ))}
      </div>
      {lead.notes.length > 0 ? <p className={styles.notes}>{tight(lead.notes.join(' '))}</p> : null}
      {lead.warnings.length > 0 ? (
        <ul className={styles.warnings}>
          {lead.warnings.map((sentence) => (
            <li key={sentence}>
              <Icon name="warning" size={14} /> {sentence}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
};
